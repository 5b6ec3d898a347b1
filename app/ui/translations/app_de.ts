<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About JobSpy Desktop</source>
        <translation>Über JobSpy Desktop</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>License of the program</source>
        <translation>Lizenz des Programms</translation>
    </message>
    <message>
        <source>MIT: free to use, change and pass on</source>
        <translation>MIT: darf frei benutzt, geändert und weitergegeben werden</translation>
    </message>
    <message>
        <source>Your data</source>
        <translation>Ihre Daten</translation>
    </message>
</context>
<context>
    <name>Age</name>
    <message>
        <source>at any time</source>
        <translation>egal wann</translation>
    </message>
    <message>
        <source>in the last 24 hours</source>
        <translation>in den letzten 24 Stunden</translation>
    </message>
    <message>
        <source>in the last {} hours</source>
        <translation>in den letzten {} Stunden</translation>
    </message>
    <message>
        <source>in the last {} days</source>
        <translation>in den letzten {} Tagen</translation>
    </message>
</context>
<context>
    <name>BackingUp</name>
    <message>
        <source>Backing up to {}…</source>
        <translation>Sicherung nach {} wird geschrieben…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stopped; no backup was written.</source>
        <translation>Angehalten; es wurde keine Sicherung geschrieben.</translation>
    </message>
    <message>
        <source>No backup was written.</source>
        <translation>Es wurde keine Sicherung geschrieben.</translation>
    </message>
    <message>
        <source>Everything is in {}.</source>
        <translation>Alles ist in {}.</translation>
    </message>
    <message>
        <source>A backup is being written: wait until it is done, or stop it.</source>
        <translation>Eine Sicherung wird geschrieben: warten Sie, bis sie fertig ist, oder halten Sie sie an.</translation>
    </message>
</context>
<context>
    <name>ByFile</name>
    <message>
        <source>Save a re&amp;quest…</source>
        <translation>Anfrage &amp;speichern…</translation>
    </message>
    <message>
        <source>&amp;Import the answer…</source>
        <translation>Antwort ü&amp;bernehmen…</translation>
    </message>
    <message>
        <source>Ans&amp;wer a request…</source>
        <translation>Anfrage beantw&amp;orten…</translation>
    </message>
    <message>
        <source>This computer has no network: save a request, have it answered, import the answer.</source>
        <translation>Dieser Computer hat kein Netz: eine Anfrage speichern, sie beantworten lassen, die Antwort übernehmen.</translation>
    </message>
    <message>
        <source>Key &amp;of the license</source>
        <translation>Schlüssel der Li&amp;zenz</translation>
    </message>
    <message>
        <source>This computer has a network, and another one has not: answer its request here.</source>
        <translation>Dieser Computer hat ein Netz und ein anderer nicht: dessen Anfrage hier beantworten.</translation>
    </message>
</context>
<context>
    <name>Charts</name>
    <message>
        <source>Counting…</source>
        <translation>Wird gezählt…</translation>
    </message>
    <message>
        <source>In the chart: {} paid in {}.</source>
        <translation>Im Diagramm: {} mit Bezahlung in {}.</translation>
    </message>
    <message>
        <source>Adverts first seen, by site and day</source>
        <translation>Zuerst gesehene Anzeigen nach Seite und Tag</translation>
    </message>
    <message>
        <source>Jobs by yearly pay</source>
        <translation>Stellen nach Jahresgehalt</translation>
    </message>
    <message>
        <source>jobs</source>
        <translation>Stellen</translation>
    </message>
    <message>
        <source>adverts</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Paid in another currency: {}.</source>
        <translation>In anderer Währung: {}.</translation>
    </message>
    <message>
        <source>Beyond the last bar: {}.</source>
        <translation>Über dem letzten Balken: {}.</translation>
    </message>
    <message>
        <source>Pay not stated: {}.</source>
        <translation>Ohne Angabe zum Gehalt: {}.</translation>
    </message>
    <message>
        <source>first seen</source>
        <translation>zuerst gesehen</translation>
    </message>
    <message>
        <source>{} a year, in thousands</source>
        <translation>{} im Jahr, in Tausend</translation>
    </message>
</context>
<context>
    <name>ColumnsMenu</name>
    <message>
        <source>&amp;Reset the columns</source>
        <translation>Spalten &amp;zurücksetzen</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Type a command</source>
        <translation>Befehl eingeben</translation>
    </message>
    <message>
        <source>No command has these words.</source>
        <translation>Kein Befehl hat diese Wörter.</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Job</source>
        <translation>&amp;Stelle</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>text size, font, zoom</source>
        <translation>Textgröße, Schriftgröße, Zoom</translation>
    </message>
    <message>
        <source>&amp;New search</source>
        <translation>&amp;Neue Suche</translation>
    </message>
    <message>
        <source>St&amp;op the search</source>
        <translation>Suche a&amp;nhalten</translation>
    </message>
    <message>
        <source>Try the &amp;practice sites</source>
        <translation>&amp;Übungsseiten ausprobieren</translation>
    </message>
    <message>
        <source>&amp;Back to your own jobs</source>
        <translation>Z&amp;urück zu den eigenen Stellen</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren…</translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation>E&amp;instellungen…</translation>
    </message>
    <message>
        <source>&amp;License…</source>
        <translation>&amp;Lizenz…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Open in the browser</source>
        <translation>Im &amp;Browser öffnen</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Merken</translation>
    </message>
    <message>
        <source>&amp;Applied</source>
        <translation>Be&amp;worben</translation>
    </message>
    <message>
        <source>&amp;Hide</source>
        <translation>&amp;Ausblenden</translation>
    </message>
    <message>
        <source>Hide the compan&amp;y</source>
        <translation>Firma ausb&amp;lenden</translation>
    </message>
    <message>
        <source>&amp;Note…</source>
        <translation>N&amp;otiz…</translation>
    </message>
    <message>
        <source>&amp;Merge the selected</source>
        <translation>Ausgewählte &amp;zusammenführen</translation>
    </message>
    <message>
        <source>S&amp;plit into its adverts</source>
        <translation>In Anzeigen au&amp;fteilen</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Filter the jobs</source>
        <translation>Stellen &amp;filtern</translation>
    </message>
    <message>
        <source>&amp;Clear the filters</source>
        <translation>Filter &amp;aufheben</translation>
    </message>
    <message>
        <source>C&amp;harts instead of the table</source>
        <translation>&amp;Diagramme statt der Tabelle</translation>
    </message>
    <message>
        <source>Lar&amp;ger text</source>
        <translation>&amp;Größere Schrift</translation>
    </message>
    <message>
        <source>S&amp;maller text</source>
        <translation>&amp;Kleinere Schrift</translation>
    </message>
    <message>
        <source>&amp;Usual text size</source>
        <translation>&amp;Übliche Schriftgröße</translation>
    </message>
    <message>
        <source>L&amp;ight look</source>
        <translation>&amp;Helles Aussehen</translation>
    </message>
    <message>
        <source>&amp;Dark look</source>
        <translation>Du&amp;nkles Aussehen</translation>
    </message>
    <message>
        <source>Look as the s&amp;ystem has it</source>
        <translation>Aussehen wie im S&amp;ystem</translation>
    </message>
    <message>
        <source>&amp;Library pane</source>
        <translation>Bereich &amp;Bibliothek</translation>
    </message>
    <message>
        <source>&amp;Reading pane</source>
        <translation>&amp;Lesebereich</translation>
    </message>
    <message>
        <source>&amp;Commands…</source>
        <translation>&amp;Befehle…</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Tasten</translation>
    </message>
    <message>
        <source>&amp;Manual</source>
        <translation>&amp;Handbuch</translation>
    </message>
    <message>
        <source>Check for &amp;updates…</source>
        <translation>Nach &amp;Updates suchen…</translation>
    </message>
    <message>
        <source>&amp;About JobSpy Desktop…</source>
        <translation>Ü&amp;ber JobSpy Desktop…</translation>
    </message>
</context>
<context>
    <name>Computers</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Zuletzt benutzt</translation>
    </message>
    <message>
        <source>Co&amp;mputers of this license</source>
        <translation>Comp&amp;uter dieser Lizenz</translation>
    </message>
    <message>
        <source>Read the list a&amp;gain</source>
        <translation>Liste &amp;auffrischen</translation>
    </message>
    <message>
        <source>Deac&amp;tivate the chosen one…</source>
        <translation>Ausgewählten deak&amp;tivieren…</translation>
    </message>
    <message>
        <source>No license on this computer, and so no list of computers.</source>
        <translation>Keine Lizenz auf diesem Computer, also auch keine Liste von Computern.</translation>
    </message>
    <message>
        <source>without a name</source>
        <translation>ohne Namen</translation>
    </message>
    <message>
        <source>{} (this computer)</source>
        <translation>{} (dieser Computer)</translation>
    </message>
    <message>
        <source>{} of {} computers are in use.</source>
        <translation>{} von {} Computern sind in Gebrauch.</translation>
    </message>
</context>
<context>
    <name>CopyDialog</name>
    <message>
        <source>Everything in {} is being copied into {}.</source>
        <translation>Alles in {} wird nach {} kopiert.</translation>
    </message>
    <message>
        <source>How much is copied</source>
        <translation>Wie viel kopiert ist</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Anhalten</translation>
    </message>
</context>
<context>
    <name>Copying</name>
    <message>
        <source>Everything is in {} now. {} is as it was: delete it once you no longer need it.</source>
        <translation>Alles ist jetzt in {}. Der Ordner {} ist, wie er war: löschen Sie ihn, wenn Sie ihn nicht mehr brauchen.</translation>
    </message>
    <message>
        <source>Everything is in {} now. {} is as it was: keep it, for {} in it says where the data are.</source>
        <translation>Alles ist jetzt in {}. Der Ordner {} ist, wie er war: behalten Sie ihn, denn {} darin sagt, wo die Daten sind.</translation>
    </message>
    <message>
        <source>Begun empty in {}. What was kept before is in {}, as it was.</source>
        <translation>Leer begonnen in {}. Was vorher da war, ist in {}, wie es war.</translation>
    </message>
    <message>
        <source>Opened {}. What was kept before is in {}, as it was.</source>
        <translation>{} ist geöffnet. Was vorher da war, ist in {}, wie es war.</translation>
    </message>
    <message>
        <source>Practice has ended.</source>
        <translation>Die Übung ist beendet.</translation>
    </message>
    <message>
        <source>Stopped: everything is where it was, in {}.</source>
        <translation>Angehalten: alles ist, wo es war, in {}.</translation>
    </message>
    <message>
        <source>Everything is where it was, in {}.</source>
        <translation>Alles ist, wo es war, in {}.</translation>
    </message>
</context>
<context>
    <name>Counting</name>
    <message numerus="yes">
        <source>%n job(s)</source>
        <translation>
            <numerusform>%n Stelle</numerusform>
            <numerusform>%n Stellen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>A fault of this program</source>
        <translation>Ein Fehler dieses Programms</translation>
    </message>
    <message>
        <source>Something went wrong that should not have. What is stored is safe. This &amp;report says where; names, folders and keys are taken out of it. Nothing is sent unless you send it.</source>
        <translation>Etwas ging schief, das nicht schiefgehen sollte. Was gespeichert ist, ist sicher. Dieser &amp;Bericht sagt, wo; Namen, Ordner und Schlüssel sind herausgenommen. Nichts wird gesendet, außer Sie senden es.</translation>
    </message>
    <message>
        <source>&amp;Copy the report</source>
        <translation>Bericht &amp;kopieren</translation>
    </message>
</context>
<context>
    <name>Deeds</name>
    <message>
        <source>Choose a job first.</source>
        <translation>Wählen Sie zuerst eine Stelle aus.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Merken</translation>
    </message>
    <message>
        <source>Applied</source>
        <translation>Beworben</translation>
    </message>
    <message>
        <source>Remove the mark</source>
        <translation>Markierung entfernen</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Show again</source>
        <translation>Wieder einblenden</translation>
    </message>
    <message>
        <source>Hidden: {}.</source>
        <translation>Ausgeblendet: {}.</translation>
    </message>
    <message>
        <source>Shown again: {}.</source>
        <translation>Wieder eingeblendet: {}.</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>Something else was done since: take that back first.</source>
        <translation>Seither wurde etwas anderes getan: nehmen Sie zuerst das zurück.</translation>
    </message>
    <message>
        <source>Hide the company</source>
        <translation>Firma ausblenden</translation>
    </message>
    <message>
        <source>The company is not stated, so nothing was hidden.</source>
        <translation>Die Firma ist nicht angegeben, also wurde nichts ausgeblendet.</translation>
    </message>
    <message>
        <source>Hidden: {} of {}.</source>
        <translation>Ausgeblendet: {} von {}.</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Zusammenführen</translation>
    </message>
    <message>
        <source>Merged into one: {}.</source>
        <translation>Zu einer zusammengeführt: {}.</translation>
    </message>
    <message>
        <source>Select the jobs that are one and the same, from 2 to {}.</source>
        <translation>Wählen Sie die Stellen aus, die dieselbe sind, 2 bis {}.</translation>
    </message>
    <message>
        <source>These jobs have changed meanwhile, so nothing was done.</source>
        <translation>Diese Stellen haben sich inzwischen geändert; es wurde nichts getan.</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Aufteilen</translation>
    </message>
    <message>
        <source>Split into {}.</source>
        <translation>Aufgeteilt: jetzt {}.</translation>
    </message>
    <message>
        <source>This job was seen in one place only: there is nothing to split.</source>
        <translation>Diese Stelle wurde nur an einem Ort gesehen: da ist nichts aufzuteilen.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Other data are open now, so the note was not kept.</source>
        <translation>Jetzt sind andere Daten offen, deshalb wurde die Notiz nicht aufgehoben.</translation>
    </message>
    <message>
        <source>Taken back: {}.</source>
        <translation>Rückgängig gemacht: {}.</translation>
    </message>
    <message>
        <source>Nothing to take back.</source>
        <translation>Es gibt nichts rückgängig zu machen.</translation>
    </message>
    <message>
        <source>&amp;Undo: {}</source>
        <translation>&amp;Rückgängig: {}</translation>
    </message>
    <message>
        <source>Copied: {}.</source>
        <translation>Kopiert: {}.</translation>
    </message>
</context>
<context>
    <name>Description</name>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>Finishing…</source>
        <translation>Wird beendet…</translation>
    </message>
    <message>
        <source>These made-up jobs are of earlier searches.</source>
        <translation>Diese erfundenen Stellen sind aus früheren Suchen.</translation>
    </message>
    <message>
        <source>Search a&amp;gain</source>
        <translation>Noch ein&amp;mal suchen</translation>
    </message>
    <message>
        <source>A search is running: stop it first.</source>
        <translation>Es läuft eine Suche: erst anhalten.</translation>
    </message>
    <message>
        <source>Stopping; what was found is kept.</source>
        <translation>Wird angehalten; was gefunden wurde, bleibt.</translation>
    </message>
    <message>
        <source>Searching for “{}”…</source>
        <translation>Suche nach „{}“…</translation>
    </message>
</context>
<context>
    <name>Detail</name>
    <message>
        <source>The job</source>
        <translation>Die Stelle</translation>
    </message>
    <message>
        <source>Choose a job to read it here.</source>
        <translation>Wählen Sie eine Stelle, um sie hier zu lesen.</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>What is known of the job</source>
        <translation>Was man von der Stelle weiß</translation>
    </message>
    <message>
        <source>Fetch the descri&amp;ption</source>
        <translation>&amp;Volltext holen</translation>
    </message>
    <message>
        <source>at the employer</source>
        <translation>beim Arbeitgeber</translation>
    </message>
    <message>
        <source>at {}</source>
        <translation>bei {}</translation>
    </message>
    <message>
        <source>Appl&amp;y</source>
        <translation>&amp;Jetzt bewerben</translation>
    </message>
    <message>
        <source>The site sends no description with its list.</source>
        <translation>Die Seite schickt mit der Liste keine Beschreibung.</translation>
    </message>
    <message>
        <source>Fetching the description…</source>
        <translation>Beschreibung wird geholt…</translation>
    </message>
    <message>
        <source>As {} says</source>
        <translation>Wie {} sagt</translation>
    </message>
    <message>
        <source>Pay</source>
        <translation>Gehalt</translation>
    </message>
    <message>
        <source>Workplace</source>
        <translation>Arbeitsort</translation>
    </message>
    <message>
        <source>Job type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Posted</source>
        <translation>Veröffentlicht</translation>
    </message>
    <message>
        <source>first {}, last {}</source>
        <translation>zuerst {}, zuletzt {}</translation>
    </message>
    <message>
        <source>seen {}</source>
        <translation>gesehen {}</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>applied</source>
        <translation>beworben</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>gemerkt</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
</context>
<context>
    <name>Emptiness</name>
    <message>
        <source>Searching. Jobs appear here as they arrive.</source>
        <translation>Die Suche läuft. Stellen erscheinen hier, sobald sie eintreffen.</translation>
    </message>
    <message>
        <source>This search found no jobs.</source>
        <translation>Diese Suche hat keine Stellen gefunden.</translation>
    </message>
    <message>
        <source>No job passes the filters.</source>
        <translation>Keine Stelle passt zu den Filtern.</translation>
    </message>
    <message>
        <source>Nothing is kept yet: the last search, “{}”, found no jobs.</source>
        <translation>Noch ist nichts gespeichert: Die letzte Suche, „{}“, hat keine Stellen gefunden.</translation>
    </message>
    <message>
        <source>No job is saved. S saves the one that is chosen.</source>
        <translation>Keine Stelle ist gemerkt. S merkt die gewählte.</translation>
    </message>
    <message>
        <source>No job is marked as applied for. A marks the one that is chosen.</source>
        <translation>Bei keiner Stelle ist vermerkt, dass Sie sich beworben haben. A vermerkt es bei der gewählten.</translation>
    </message>
    <message>
        <source>No job is hidden. X hides the one that is chosen.</source>
        <translation>Keine Stelle ist ausgeblendet. X blendet die gewählte aus.</translation>
    </message>
    <message>
        <source>No job is new since {}.</source>
        <translation>Keine Stelle ist neu seit {}.</translation>
    </message>
    <message>
        <source>Of what this search found, other sites say that it is not what was asked for.</source>
        <translation>Was diese Suche gefunden hat, ist nach Angabe anderer Seiten nicht, was gesucht war.</translation>
    </message>
    <message>
        <source>No jobs here yet.</source>
        <translation>Hier sind noch keine Stellen.</translation>
    </message>
    <message>
        <source>The filters left out all that the sites sent.</source>
        <translation>Die Kriterien haben alles ausgeschlossen, was die Seiten lieferten.</translation>
    </message>
    <message>
        <source>What the sites sent could not be read.</source>
        <translation>Was die Seiten lieferten, war nicht lesbar.</translation>
    </message>
    <message>
        <source>The sites that answered know of no such jobs.</source>
        <translation>Die Seiten, die antworteten, kennen keine solchen Stellen.</translation>
    </message>
    <message>
        <source>The sites know of no such jobs.</source>
        <translation>Die Seiten kennen keine solchen Stellen.</translation>
    </message>
    <message>
        <source>You stopped it before a site had answered.</source>
        <translation>Sie wurde von Ihnen angehalten, bevor eine Seite geantwortet hatte.</translation>
    </message>
    <message>
        <source>No site answered.</source>
        <translation>Keine Seite hat geantwortet.</translation>
    </message>
    <message>
        <source>It was cut off before a site had answered.</source>
        <translation>Sie brach ab, bevor eine Seite geantwortet hatte.</translation>
    </message>
</context>
<context>
    <name>ExportColumns</name>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>Firma</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Land</translation>
    </message>
    <message>
        <source>Job types</source>
        <translation>Arten der Stelle</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Posted</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Pay</source>
        <translation>Gehalt</translation>
    </message>
    <message>
        <source>Pay from</source>
        <translation>Gehalt ab</translation>
    </message>
    <message>
        <source>Pay up to</source>
        <translation>Gehalt bis</translation>
    </message>
    <message>
        <source>Currency of the pay</source>
        <translation>Währung des Gehalts</translation>
    </message>
    <message>
        <source>What the pay is for</source>
        <translation>Wofür das Gehalt gilt</translation>
    </message>
    <message>
        <source>Who says what is paid</source>
        <translation>Von wem das Gehalt stammt</translation>
    </message>
    <message>
        <source>How exactly the date is known</source>
        <translation>Wie genau das Datum bekannt ist</translation>
    </message>
    <message>
        <source>Workplace</source>
        <translation>Arbeitsort</translation>
    </message>
    <message>
        <source>Apply on the site</source>
        <translation>Formular auf der Seite</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Adverts</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>At the site</source>
        <translation>Auf der Seite</translation>
    </message>
    <message>
        <source>At the employer</source>
        <translation>Beim Arbeitgeber</translation>
    </message>
    <message>
        <source>Skills</source>
        <translation>Kenntnisse</translation>
    </message>
    <message>
        <source>Page of the company</source>
        <translation>Seite der Firma</translation>
    </message>
    <message>
        <source>Industry</source>
        <translation>Branche</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>Ausgeblendet</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>First seen</source>
        <translation>Zuerst gesehen</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Zuletzt gesehen</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export jobs</source>
        <translation>Stellen exportieren</translation>
    </message>
    <message>
        <source>&amp;Shown: {}</source>
        <translation>An&amp;gezeigte: {}</translation>
    </message>
    <message>
        <source>Se&amp;lected: {}</source>
        <translation>Ausge&amp;wählte: {}</translation>
    </message>
    <message>
        <source>&amp;All</source>
        <translation>&amp;Alle</translation>
    </message>
    <message>
        <source>&amp;None</source>
        <translation>&amp;Keine</translation>
    </message>
    <message>
        <source>All columns</source>
        <translation>Alle Spalten</translation>
    </message>
    <message>
        <source>No column</source>
        <translation>Keine Spalte</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Durchsuchen…</translation>
    </message>
    <message>
        <source>How far the export is</source>
        <translation>Wie weit der Export ist</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>&amp;Exportieren</translation>
    </message>
    <message>
        <source>Show &amp;file</source>
        <translation>Datei &amp;zeigen</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Stellen</translation>
    </message>
    <message>
        <source>Fo&amp;rmat</source>
        <translation>Fo&amp;rmat</translation>
    </message>
    <message>
        <source>&amp;Columns</source>
        <translation>&amp;Spalten</translation>
    </message>
    <message>
        <source>F&amp;ile</source>
        <translation>Date&amp;i</translation>
    </message>
    <message>
        <source>{} is the name of a {} file, and {} is written.</source>
        <translation>{} ist der Name einer {}-Datei, und geschrieben wird {}.</translation>
    </message>
    <message>
        <source>&amp;Name it {}</source>
        <translation>{} &amp;nennen</translation>
    </message>
    <message>
        <source>&amp;Keep the name</source>
        <translation>Namen &amp;behalten</translation>
    </message>
    <message>
        <source>There is a file {} already. Replace it?</source>
        <translation>Es gibt schon eine Datei {}. Soll sie ersetzt werden?</translation>
    </message>
    <message>
        <source>What is in it now will be lost.</source>
        <translation>Was jetzt darin steht, geht verloren.</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>E&amp;rsetzen</translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>Written: {}.</source>
        <translation>Geschrieben: {}.</translation>
    </message>
    <message>
        <source>Stopped; no file was written.</source>
        <translation>Angehalten; es wurde keine Datei geschrieben.</translation>
    </message>
</context>
<context>
    <name>Facets</name>
    <message>
        <source>Narrow the jobs</source>
        <translation>Stellen eingrenzen</translation>
    </message>
    <message>
        <source>any</source>
        <translation>beliebig</translation>
    </message>
    <message>
        <source>Jobs that state no date</source>
        <translation>Stellen ohne Datum</translation>
    </message>
    <message>
        <source>Jobs that state no pay</source>
        <translation>Stellen ohne Gehaltsangabe</translation>
    </message>
    <message>
        <source>Poste&amp;d</source>
        <translation>Veröffentlich&amp;t</translation>
    </message>
    <message>
        <source>&amp;No date</source>
        <translation>Ohne Datu&amp;m</translation>
    </message>
    <message>
        <source>Pay a year, at l&amp;east</source>
        <translation>Jahresg&amp;ehalt ab</translation>
    </message>
    <message>
        <source>No a&amp;mount</source>
        <translation>Oh&amp;ne Angabe</translation>
    </message>
    <message>
        <source>Workplace</source>
        <translation>Arbeitsort</translation>
    </message>
    <message>
        <source>Job type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Seen on</source>
        <translation>Gesehen bei</translation>
    </message>
    <message>
        <source>too</source>
        <comment>shown as well as others</comment>
        <translation>auch</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>nicht</translation>
    </message>
    <message>
        <source>only</source>
        <translation>nur</translation>
    </message>
    <message>
        <source>Cle&amp;ar</source>
        <translation>Aufhe&amp;ben</translation>
    </message>
</context>
<context>
    <name>FiltersPanel</name>
    <message>
        <source>Filters of the search</source>
        <translation>Filter der Suche</translation>
    </message>
    <message>
        <source>any</source>
        <translation>beliebig</translation>
    </message>
    <message>
        <source> miles</source>
        <translation> Meilen</translation>
    </message>
    <message>
        <source> a year</source>
        <translation> im Jahr</translation>
    </message>
    <message>
        <source>separated by commas</source>
        <translation>durch Kommas getrennt</translation>
    </message>
    <message>
        <source>keep them</source>
        <translation>behalten</translation>
    </message>
    <message>
        <source>leave them out</source>
        <translation>weglassen</translation>
    </message>
    <message>
        <source>Jobs from each &amp;site</source>
        <translation>Stellen je &amp;Seite</translation>
    </message>
    <message>
        <source>&amp;Distance</source>
        <translation>&amp;Umkreis</translation>
    </message>
    <message>
        <source>&amp;Posted</source>
        <translation>&amp;Veröffentlicht</translation>
    </message>
    <message>
        <source>Pay at &amp;least</source>
        <translation>&amp;Gehalt mindestens</translation>
    </message>
    <message>
        <source>Job &amp;type</source>
        <translation>Ar&amp;t</translation>
    </message>
    <message>
        <source>Without the &amp;words</source>
        <translation>Ohne die &amp;Wörter</translation>
    </message>
    <message>
        <source>Without the &amp;companies</source>
        <translation>Ohne die &amp;Firmen</translation>
    </message>
    <message>
        <source>Jobs that do &amp;not say</source>
        <translation>Stelle&amp;n ohne Angabe</translation>
    </message>
    <message>
        <source>&amp;Reset</source>
        <translation>&amp;Zurücksetzen</translation>
    </message>
    <message>
        <source>at most {} without a license</source>
        <translation>ohne Lizenz höchstens {}</translation>
    </message>
    <message>
        <source>Job types</source>
        <translation>Arten</translation>
    </message>
    <message>
        <source>Only re&amp;mote</source>
        <translation>Nur &amp;mobil</translation>
    </message>
    <message>
        <source>Only with easy apply: a form &amp;on the site itself</source>
        <translation>Nur mit Schnell&amp;bewerbung: Formular auf der Seite selbst</translation>
    </message>
    <message>
        <source>&amp;Fetch every description (one more request a job)</source>
        <translation>Jede Besch&amp;reibung holen (eine Anfrage mehr je Stelle)</translation>
    </message>
</context>
<context>
    <name>FolderQuestion</name>
    <message>
        <source>Another data folder</source>
        <translation>Ein anderer Datenordner</translation>
    </message>
    <message>
        <source>Open the data folder {}?</source>
        <translation>Den Datenordner {} öffnen?</translation>
    </message>
    <message>
        <source>It is one already: you will see the jobs, settings and license that are in it.</source>
        <translation>Er ist schon einer: Sie sehen dann die Stellen, Einstellungen und Lizenz, die in ihm sind.</translation>
    </message>
    <message>
        <source>Take everything along to {}?</source>
        <translation>Alles nach {} mitnehmen?</translation>
    </message>
    <message>
        <source>All that is kept is copied into it, {} in all: jobs, settings, license, the practice sites&apos; made-up jobs, and whatever else is in the folder. Or you start empty, without it.</source>
        <translation>Alles, was da ist, wird dorthin kopiert, zusammen {}: Stellen, Einstellungen, Lizenz, die erfundenen Stellen der Übungsseiten und was sonst im Ordner ist. Oder Sie beginnen leer, ohne all das.</translation>
    </message>
    <message>
        <source>Start empty in {}?</source>
        <translation>Leer beginnen in {}?</translation>
    </message>
    <message>
        <source>There are no jobs, settings or license in it yet.</source>
        <translation>Es sind noch keine Stellen, keine Einstellungen und keine Lizenz darin.</translation>
    </message>
    <message>
        <source>What is in {} stays there, as it is.</source>
        <translation>Was in {} ist, bleibt dort, wie es ist.</translation>
    </message>
    <message>
        <source>&amp;Take everything along</source>
        <translation>Alles &amp;mitnehmen</translation>
    </message>
    <message>
        <source>&amp;Start empty</source>
        <translation>&amp;Leer beginnen</translation>
    </message>
    <message>
        <source>&amp;Open it</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
</context>
<context>
    <name>Hiding</name>
    <message numerus="yes">
        <source>%n job(s) that pass the filters are hidden.</source>
        <translation>
            <numerusform>Die eine Stelle, die zu den Filtern passt, ist ausgeblendet.</numerusform>
            <numerusform>%n Stellen, die zu den Filtern passen, sind ausgeblendet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n job(s) this search found are hidden.</source>
        <translation>
            <numerusform>Die eine Stelle, die diese Suche fand, ist ausgeblendet.</numerusform>
            <numerusform>Alle %n Stellen, die diese Suche fand, sind ausgeblendet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n new job(s) are hidden.</source>
        <translation>
            <numerusform>Die eine neue Stelle ist ausgeblendet.</numerusform>
            <numerusform>Alle %n neuen Stellen sind ausgeblendet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n job(s) that are kept are hidden.</source>
        <translation>
            <numerusform>Die eine gespeicherte Stelle ist ausgeblendet.</numerusform>
            <numerusform>Alle %n gespeicherten Stellen sind ausgeblendet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JobColumns</name>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>Firma</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Pay</source>
        <translation>Gehalt</translation>
    </message>
    <message>
        <source>Posted</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Workplace</source>
        <translation>Arbeitsort</translation>
    </message>
    <message>
        <source>Job type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Seen on</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Land</translation>
    </message>
    <message>
        <source>Industry</source>
        <translation>Branche</translation>
    </message>
    <message>
        <source>Skills</source>
        <translation>Kenntnisse</translation>
    </message>
    <message>
        <source>Apply on the site</source>
        <translation>Formular auf der Seite</translation>
    </message>
    <message>
        <source>Adverts</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>First seen</source>
        <translation>Zuerst gesehen</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Zuletzt gesehen</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
</context>
<context>
    <name>JobTable</name>
    <message>
        <source>New, saved, applied or hidden</source>
        <translation>Neu, gemerkt, beworben oder ausgeblendet</translation>
    </message>
    <message>
        <source>New since last time</source>
        <translation>Neu seit dem letzten Mal</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gemerkt</translation>
    </message>
    <message>
        <source>Applied</source>
        <translation>Beworben</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>Ausgeblendet</translation>
    </message>
</context>
<context>
    <name>JobView</name>
    <message>
        <source>Jobs</source>
        <translation>Stellen</translation>
    </message>
</context>
<context>
    <name>KeyForm</name>
    <message>
        <source>such as: desk at home</source>
        <translation>etwa: Schreibtisch zu Hause</translation>
    </message>
    <message>
        <source>Acti&amp;vate</source>
        <translation>Akti&amp;vieren</translation>
    </message>
    <message>
        <source>&amp;Key</source>
        <translation>S&amp;chlüssel</translation>
    </message>
    <message>
        <source>N&amp;ame of this computer</source>
        <translation>&amp;Name dieses Computers</translation>
    </message>
    <message>
        <source>The name is only shown in the list of the license&apos;s computers.</source>
        <translation>Der Name erscheint nur in der Liste der Computer dieser Lizenz.</translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Next or previous job</source>
        <translation>Nächste oder vorige Stelle</translation>
    </message>
    <message>
        <source>Home / End</source>
        <translation>Pos1 / Ende</translation>
    </message>
    <message>
        <source>First or last job</source>
        <translation>Erste oder letzte Stelle</translation>
    </message>
    <message>
        <source>Read the job, with its description</source>
        <translation>Stelle mit Beschreibung lesen</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>In the search: start it</source>
        <translation>In der Suche: starten</translation>
    </message>
    <message>
        <source>Stop the search that runs</source>
        <translation>Laufende Suche anhalten</translation>
    </message>
    <message>
        <source>To the next control</source>
        <translation>Zum nächsten Bedienelement</translation>
    </message>
</context>
<context>
    <name>License</name>
    <message>
        <source>Free license</source>
        <translation>Freie Lizenz</translation>
    </message>
    <message>
        <source>Pro license</source>
        <translation>Pro-Lizenz</translation>
    </message>
    <message>
        <source>Enterprise license</source>
        <translation>Enterprise-Lizenz</translation>
    </message>
    <message>
        <source>The license cannot be read</source>
        <translation>Die Lizenz ist nicht lesbar</translation>
    </message>
    <message>
        <source>License</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>No license on this computer</source>
        <translation>Keine Lizenz auf diesem Computer</translation>
    </message>
    <message>
        <source>{} (trial)</source>
        <translation>{} (Probe)</translation>
    </message>
    <message>
        <source>License: not confirmed</source>
        <translation>Lizenz: nicht bestätigt</translation>
    </message>
    <message>
        <source>License: does not hold</source>
        <translation>Lizenz: gilt nicht</translation>
    </message>
    <message>
        <source>Trial license</source>
        <translation>Probelizenz</translation>
    </message>
    <message>
        <source>The license is in this computer&apos;s keyring, which cannot be read now: unlock it, then look again.</source>
        <translation>Die Lizenz ist im Schlüsselbund dieses Computers, der jetzt nicht lesbar ist: entsperren, dann noch einmal nachsehen.</translation>
    </message>
    <message>
        <source>Everything works; a search brings at most {} jobs from each site.</source>
        <translation>Alles funktioniert; eine Suche bringt höchstens {} Stellen von jeder Seite.</translation>
    </message>
    <message>
        <source>What is stored of the license is damaged, was changed, or belongs to another computer.</source>
        <translation>Was von der Lizenz gespeichert ist, ist beschädigt, wurde verändert oder gehört zu einem anderen Computer.</translation>
    </message>
    <message>
        <source>The license&apos;s server is not trusted here, so that what it said of the license is not believed.</source>
        <translation>Dem Server der Lizenz wird hier nicht vertraut; was er über die Lizenz gesagt hat, gilt darum nicht.</translation>
    </message>
    <message>
        <source>The trial is over.</source>
        <translation>Die Probe ist vorbei.</translation>
    </message>
    <message>
        <source>The license ended on {}.</source>
        <translation>Die Lizenz endete am {}.</translation>
    </message>
    <message>
        <source>The license server has not confirmed the license for a while; it works offline until {}.</source>
        <translation>Der Lizenzserver hat die Lizenz eine Weile nicht bestätigt; sie gilt ohne Netz bis {}.</translation>
    </message>
    <message>
        <source>The license is valid.</source>
        <translation>Die Lizenz gilt.</translation>
    </message>
    <message>
        <source>The license is valid; it is about to be confirmed anew.</source>
        <translation>Die Lizenz gilt; sie wird bald neu bestätigt.</translation>
    </message>
    <message>
        <source>The license server has not confirmed the license for a while.</source>
        <translation>Der Lizenzserver hat die Lizenz eine Weile nicht bestätigt.</translation>
    </message>
    <message>
        <source>The license server has not confirmed the license for too long.</source>
        <translation>Der Lizenzserver hat die Lizenz zu lange nicht bestätigt.</translation>
    </message>
    <message>
        <source>The license server says that this license is not to be used any more.</source>
        <translation>Der Lizenzserver sagt, dass diese Lizenz nicht mehr benutzt werden darf.</translation>
    </message>
    <message>
        <source>What is kept of the license cannot be read now: look again later, and see whether this user may read the data folder.</source>
        <translation>Was von der Lizenz aufgehoben ist, kann gerade nicht gelesen werden: sehen Sie später noch einmal nach, und ob dieser Benutzer den Datenordner lesen darf.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is behind the time it showed before.</source>
        <translation>Die Uhr dieses Computers geht hinter der Zeit, die sie schon gezeigt hat.</translation>
    </message>
    <message>
        <source>The license was activated on another computer, or too much of this one was changed.</source>
        <translation>Die Lizenz wurde auf einem anderen Computer aktiviert, oder an diesem wurde zu viel geändert.</translation>
    </message>
    <message>
        <source>Go online and check it now.</source>
        <translation>Gehen Sie ins Netz und prüfen Sie sie jetzt.</translation>
    </message>
    <message>
        <source>Renew it where you have it from, then check it now.</source>
        <translation>Verlängern Sie sie, wo Sie sie herhaben, und prüfen Sie sie dann.</translation>
    </message>
    <message>
        <source>Set the clock, then check it now.</source>
        <translation>Stellen Sie die Uhr und prüfen Sie sie dann.</translation>
    </message>
    <message>
        <source>Trust its key file under “Servers”, or deactivate this computer.</source>
        <translation>Vertrauen Sie seiner Schlüsseldatei unter „Server“, oder deaktivieren Sie diesen Computer.</translation>
    </message>
    <message>
        <source>Enter your key here again.</source>
        <translation>Geben Sie Ihren Schlüssel hier noch einmal ein.</translation>
    </message>
    <message>
        <source>Ask whoever you have it from, or enter another key.</source>
        <translation>Fragen Sie, von wem Sie sie haben, oder geben Sie einen anderen Schlüssel ein.</translation>
    </message>
    <message>
        <source>Start the local license server again to go on trying.</source>
        <translation>Starten Sie den lokalen Lizenzserver wieder, um weiter auszuprobieren.</translation>
    </message>
    <message>
        <source>Enter a key, get one, or try out what one unlocks.</source>
        <translation>Geben Sie einen Schlüssel ein, holen Sie sich einen, oder probieren Sie aus, was er freischaltet.</translation>
    </message>
    <message>
        <source>What you have stored stays readable and can be exported as before.</source>
        <translation>Was Sie gespeichert haben, bleibt lesbar und lässt sich exportieren wie bisher.</translation>
    </message>
    <message>
        <source>The license is in use on {} of {} computers: deactivate one of them first.</source>
        <translation>Die Lizenz ist auf {} von {} Computern in Gebrauch: deaktivieren Sie erst einen davon.</translation>
    </message>
    <message>
        <source>The license is good.</source>
        <translation>Die Lizenz ist gut.</translation>
    </message>
    <message>
        <source>The license has ended: renew it where you have it from.</source>
        <translation>Die Lizenz ist abgelaufen: verlängern Sie sie, wo Sie sie herhaben.</translation>
    </message>
    <message>
        <source>The license is suspended: ask whoever you have it from.</source>
        <translation>Die Lizenz ist ausgesetzt: fragen Sie, von wem Sie sie haben.</translation>
    </message>
    <message>
        <source>The license was withdrawn: ask whoever you have it from.</source>
        <translation>Die Lizenz wurde zurückgezogen: fragen Sie, von wem Sie sie haben.</translation>
    </message>
    <message>
        <source>The server knows no such key: compare it with the one you were sent, and the server&apos;s address.</source>
        <translation>Der Server kennt keinen solchen Schlüssel: vergleichen Sie ihn mit dem, den Sie bekommen haben, und die Adresse des Servers.</translation>
    </message>
    <message>
        <source>This computer is not one of the license&apos;s computers: activate the key here.</source>
        <translation>Dieser Computer gehört nicht zu denen der Lizenz: aktivieren Sie den Schlüssel hier.</translation>
    </message>
    <message>
        <source>The license is in use on as many computers as it allows: deactivate one of them first.</source>
        <translation>Die Lizenz ist auf so vielen Computern in Gebrauch, wie sie erlaubt: deaktivieren Sie erst einen davon.</translation>
    </message>
    <message>
        <source>The license knows another computer under this one&apos;s number: activate the key here again.</source>
        <translation>Die Lizenz kennt unter der Nummer dieses Computers einen anderen: aktivieren Sie den Schlüssel hier neu.</translation>
    </message>
    <message>
        <source>The license has given up as many computers as it may in thirty days: wait, or ask whoever you have it from.</source>
        <translation>Die Lizenz hat so viele Computer abgegeben, wie sie in dreißig Tagen darf: warten Sie, oder fragen Sie, von wem Sie sie haben.</translation>
    </message>
    <message>
        <source>It is deactivated.</source>
        <translation>Er ist deaktiviert.</translation>
    </message>
    <message>
        <source>It is deactivated here; the license server is told as soon as it can be reached.</source>
        <translation>Hier ist er deaktiviert; der Lizenzserver erfährt es, sobald er erreichbar ist.</translation>
    </message>
    <message>
        <source>It is removed from here. The license server cannot be told, and counts this computer still: give it up from another computer with the license, or ask whoever you have it from.</source>
        <translation>Hier ist sie entfernt. Der Lizenzserver kann es nicht erfahren und zählt diesen Computer noch: geben Sie ihn von einem anderen Computer mit der Lizenz aus ab, oder fragen Sie, von wem Sie sie haben.</translation>
    </message>
    <message>
        <source>What could not be read is kept in {}.</source>
        <translation>Was nicht gelesen werden konnte, liegt in {}.</translation>
    </message>
    <message>
        <source>The license here is of this server. It stays, but does not hold any more, for nobody can tell a real lease from a made-up one. Trust the key file again to go on with it; to free its place, deactivate this computer first.</source>
        <translation>Die Lizenz hier ist von diesem Server. Sie bleibt, gilt aber nicht mehr, denn niemand kann eine echte von einer erfundenen unterscheiden. Vertrauen Sie der Schlüsseldatei wieder, um mit ihr weiterzuarbeiten; um ihren Platz freizugeben, deaktivieren Sie zuerst diesen Computer.</translation>
    </message>
    <message>
        <source>The server has not been told yet that a license was given up here, and never is then: this computer counts as one of the license&apos;s until it is given up from another one.</source>
        <translation>Der Server weiß noch nicht, dass hier eine Lizenz abgegeben wurde, und erfährt es dann nie: dieser Computer zählt zu denen der Lizenz, bis er von einem anderen aus abgegeben wird.</translation>
    </message>
    <message>
        <source>The answer to the request that was saved here for this server cannot be used any more.</source>
        <translation>Die Antwort auf die Anfrage, die hier für diesen Server gespeichert wurde, lässt sich nicht mehr verwenden.</translation>
    </message>
    <message>
        <source>Nothing here depends on it.</source>
        <translation>Hier hängt nichts davon ab.</translation>
    </message>
    <message>
        <source>A license key has no {} in it.</source>
        <translation>Ein Lizenzschlüssel enthält kein {}.</translation>
    </message>
    <message>
        <source>A license key has {} letters and digits; these are {}.</source>
        <translation>Ein Lizenzschlüssel hat {} Buchstaben und Ziffern; dies sind {}.</translation>
    </message>
    <message>
        <source>One of the characters is not right: compare the key with the one you were sent.</source>
        <translation>Eines der Zeichen stimmt nicht: vergleichen Sie den Schlüssel mit dem, den Sie bekommen haben.</translation>
    </message>
    <message>
        <source>as many as it shows</source>
        <translation>so viele sie zeigt</translation>
    </message>
    <message>
        <source>Jobs from each site</source>
        <translation>Stellen von jeder Seite</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>every format, always</source>
        <translation>jedes Format, immer</translation>
    </message>
    <message>
        <source>Still to be told</source>
        <translation>Noch mitzuteilen</translation>
    </message>
    <message>
        <source>{}, that its trial was given up here: when it is started again</source>
        <translation>{}, dass die Probe hier abgegeben wurde: sobald er wieder gestartet wird</translation>
    </message>
    <message>
        <source>{}, that a license was given up here</source>
        <translation>{}, dass hier eine Lizenz abgegeben wurde</translation>
    </message>
    <message>
        <source>{}; tried again at {}</source>
        <translation>{}; nächster Versuch {}</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>ends with {}</source>
        <translation>endet mit {}</translation>
    </message>
    <message>
        <source>known since {}</source>
        <translation>bekannt seit {}</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Zurückgezogen</translation>
    </message>
    <message>
        <source>no end</source>
        <translation>ohne Ende</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Last checked</source>
        <translation>Zuletzt geprüft</translation>
    </message>
    <message>
        <source>Works offline until</source>
        <translation>Gilt ohne Netz bis</translation>
    </message>
    <message>
        <source>Kept in</source>
        <translation>Liegt in</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>this computer&apos;s keyring</source>
        <translation>dem Schlüsselbund dieses Computers</translation>
    </message>
    <message>
        <source>an encrypted file, because there is no keyring</source>
        <translation>einer verschlüsselten Datei, weil es keinen Schlüsselbund gibt</translation>
    </message>
    <message>
        <source>Asked {} of {}</source>
        <translation>Gefragt {} von {}</translation>
    </message>
    <message>
        <source>Asked {} (trial)</source>
        <translation>Gefragt {} (Probe)</translation>
    </message>
    <message>
        <source>{}: {} of {} asked; more with a license.</source>
        <translation>{}: {} von {} erbeten; mehr mit einer Lizenz.</translation>
    </message>
    <message>
        <source>Each of {} sites: {} of {} asked; more with a license.</source>
        <translation>Jede von {} Seiten: {} von {} erbeten; mehr mit einer Lizenz.</translation>
    </message>
    <message>
        <source>The license server was asked too often: try again in {} seconds.</source>
        <translation>Der Lizenzserver wurde zu oft gefragt: versuchen Sie es in {} Sekunden wieder.</translation>
    </message>
    <message>
        <source>The license server was asked too often: try again in {} minutes.</source>
        <translation>Der Lizenzserver wurde zu oft gefragt: versuchen Sie es in {} Minuten wieder.</translation>
    </message>
    <message>
        <source>Several license servers are trusted: {}. Put the address of the one that is meant into the settings.</source>
        <translation>Mehreren Lizenzservern wird vertraut: {}. Tragen Sie die Adresse des gemeinten in den Einstellungen ein.</translation>
    </message>
    <message>
        <source>{} is still to be told that a license was given up here.</source>
        <translation>{} muss noch erfahren, dass hier eine Lizenz abgegeben wurde.</translation>
    </message>
    <message>
        <source>There is a license on this computer already: deactivate it first, then try one out.</source>
        <translation>Auf diesem Computer ist schon eine Lizenz: deaktivieren Sie sie erst, dann probieren Sie eine aus.</translation>
    </message>
    <message>
        <source>The license server for trying out is not installed here: it comes with the installers.</source>
        <translation>Der Lizenzserver zum Ausprobieren ist hier nicht installiert: er kommt mit den Installationspaketen.</translation>
    </message>
    <message>
        <source>A license server for trying out runs already, in a terminal: close that one first.</source>
        <translation>Ein Lizenzserver zum Ausprobieren läuft schon, in einem Terminal: beenden Sie erst den.</translation>
    </message>
    <message>
        <source>The license server for trying out could not be started: {} has the details.</source>
        <translation>Der Lizenzserver zum Ausprobieren ließ sich nicht starten: {} sagt mehr.</translation>
    </message>
    <message>
        <source>The license server cannot be reached: go online. A key from a company&apos;s own server needs that server&apos;s key file first, under “Servers”.</source>
        <translation>Der Lizenzserver ist nicht erreichbar: gehen Sie online. Ein Schlüssel vom eigenen Server einer Firma braucht zuerst dessen Schlüsseldatei, unter „Server“.</translation>
    </message>
    <message>
        <source>The local license server does not run: start it again under “Get a key”.</source>
        <translation>Der lokale Lizenzserver läuft nicht: starten Sie ihn unter „Schlüssel holen“ wieder.</translation>
    </message>
    <message>
        <source>The license server cannot be reached: go online, or look at its address in the settings.</source>
        <translation>Der Lizenzserver ist nicht erreichbar: gehen Sie ins Netz, oder sehen Sie in den Einstellungen nach seiner Adresse.</translation>
    </message>
    <message>
        <source>What answers is not the license server that you trust; nothing of it was believed. Sign in to the network if it asks for that, or trust the server&apos;s key file.</source>
        <translation>Was antwortet, ist nicht der Lizenzserver, dem Sie vertrauen; nichts davon wurde geglaubt. Melden Sie sich im Netz an, wenn es das verlangt, oder vertrauen Sie der Schlüsseldatei des Servers.</translation>
    </message>
    <message>
        <source>The license server has a problem: try again later.</source>
        <translation>Der Lizenzserver hat ein Problem: versuchen Sie es später wieder.</translation>
    </message>
    <message>
        <source>The server does not accept this: {}</source>
        <translation>Der Server nimmt das nicht an: {}</translation>
    </message>
    <message>
        <source>E-mail or password is wrong.</source>
        <translation>E-Mail oder Passwort ist falsch.</translation>
    </message>
    <message>
        <source>There is an account with this e-mail already: use its key, or ask whoever runs the server for a new one.</source>
        <translation>Es gibt schon ein Konto mit dieser E-Mail: benutzen Sie dessen Schlüssel, oder bitten Sie den Betreiber des Servers um einen neuen.</translation>
    </message>
    <message>
        <source>The server does not know this: read the list again.</source>
        <translation>Der Server kennt das nicht: frischen Sie die Liste auf.</translation>
    </message>
    <message>
        <source>The license server refuses this: try again later, or update the program.</source>
        <translation>Der Lizenzserver lehnt das ab: versuchen Sie es später wieder, oder bringen Sie das Programm auf den neuesten Stand.</translation>
    </message>
</context>
<context>
    <name>LicenseActs</name>
    <message>
        <source>The license is active on this computer.</source>
        <translation>Die Lizenz ist auf diesem Computer aktiv.</translation>
    </message>
    <message>
        <source>Asking the license server…</source>
        <translation>Der Lizenzserver wird gefragt…</translation>
    </message>
    <message>
        <source>Registering…</source>
        <translation>Ein Konto wird angelegt…</translation>
    </message>
    <message>
        <source>The license server has answered.</source>
        <translation>Der Lizenzserver hat geantwortet.</translation>
    </message>
    <message>
        <source>The local license server runs until the window is closed; the trial works a day without it, and goes on when it is started again.</source>
        <translation>Der lokale Lizenzserver läuft, bis das Fenster geschlossen wird; die Probe gilt ohne ihn noch einen Tag und geht weiter, wenn er wieder gestartet wird.</translation>
    </message>
    <message>
        <source>Starting the local license server…</source>
        <translation>Der lokale Lizenzserver wird gestartet…</translation>
    </message>
    <message>
        <source>Deactivating…</source>
        <translation>Wird deaktiviert…</translation>
    </message>
    <message>
        <source>Key file of a license server</source>
        <translation>Schlüsseldatei eines Lizenzservers</translation>
    </message>
    <message>
        <source>Reading the file…</source>
        <translation>Die Datei wird gelesen…</translation>
    </message>
    <message>
        <source>{} is trusted from now on.</source>
        <translation>{} wird von jetzt an vertraut.</translation>
    </message>
    <message>
        <source>Keeping the keys…</source>
        <translation>Die Schlüssel werden aufbewahrt…</translation>
    </message>
    <message>
        <source>Looking at what depends on it…</source>
        <translation>Es wird nachgesehen, was davon abhängt…</translation>
    </message>
    <message>
        <source>Taking the keys away…</source>
        <translation>Die Schlüssel werden entfernt…</translation>
    </message>
    <message>
        <source>{} is not trusted any more.</source>
        <translation>{} wird nicht mehr vertraut.</translation>
    </message>
    <message>
        <source>Making the request…</source>
        <translation>Die Anfrage wird gemacht…</translation>
    </message>
    <message>
        <source>Request of another computer</source>
        <translation>Anfrage eines anderen Computers</translation>
    </message>
    <message>
        <source>Answer to this computer&apos;s request</source>
        <translation>Antwort auf die Anfrage dieses Computers</translation>
    </message>
    <message>
        <source>Save the file</source>
        <translation>Die Datei speichern</translation>
    </message>
    <message>
        <source>Written: {}.</source>
        <translation>Geschrieben: {}.</translation>
    </message>
    <message>
        <source>Writing the file…</source>
        <translation>Die Datei wird geschrieben…</translation>
    </message>
    <message>
        <source>Given up. What the license server has been told already may still count.</source>
        <translation>Abgebrochen. Was der Lizenzserver schon erfahren hat, kann trotzdem gelten.</translation>
    </message>
    <message>
        <source>The key is in the clipboard: keep it, it is told only this once.</source>
        <translation>Der Schlüssel ist in der Zwischenablage: heben Sie ihn auf, er wird nur dieses eine Mal mitgeteilt.</translation>
    </message>
</context>
<context>
    <name>LicensePage</name>
    <message>
        <source>License</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Looking at the license…</source>
        <translation>Die Lizenz wird angesehen…</translation>
    </message>
    <message>
        <source>E&amp;nter a key</source>
        <translation>Schlüssel &amp;eingeben</translation>
    </message>
    <message>
        <source>Trust its server agai&amp;n</source>
        <translation>S&amp;einem Server wieder vertrauen</translation>
    </message>
    <message>
        <source>Try agai&amp;n</source>
        <translation>&amp;Erneut ausprobieren</translation>
    </message>
    <message>
        <source>Check &amp;now</source>
        <translation>Jetzt &amp;prüfen</translation>
    </message>
    <message>
        <source>Deactivate {}?</source>
        <translation>{} deaktivieren?</translation>
    </message>
    <message>
        <source>It then searches as without a license, and another computer can be activated in its place.</source>
        <translation>Er sucht dann wie ohne Lizenz, und ein anderer Computer kann an seiner Stelle aktiviert werden.</translation>
    </message>
    <message>
        <source>What is stored of the license cannot be read, so that its server cannot be told, and counts this computer still. What is stored is not lost: it is put aside.</source>
        <translation>Was von der Lizenz gespeichert ist, kann nicht gelesen werden, so dass ihr Server es nicht erfahren kann und diesen Computer noch zählt. Das Gespeicherte geht nicht verloren: es wird beiseitegelegt.</translation>
    </message>
    <message>
        <source>Deactivate this computer?</source>
        <translation>Diesen Computer deaktivieren?</translation>
    </message>
    <message>
        <source>Trust {} no more?</source>
        <translation>{} nicht mehr vertrauen?</translation>
    </message>
    <message>
        <source>What may be done</source>
        <translation>Was erlaubt ist</translation>
    </message>
    <message>
        <source>The license</source>
        <translation>Die Lizenz</translation>
    </message>
    <message>
        <source>&amp;Deactivate this computer…</source>
        <translation>Diesen Computer &amp;deaktivieren…</translation>
    </message>
    <message>
        <source>What to do about the license</source>
        <translation>Was sich mit der Lizenz tun lässt</translation>
    </message>
    <message>
        <source>Enter a key</source>
        <translation>Schlüssel eingeben</translation>
    </message>
    <message>
        <source>Get a key</source>
        <translation>Schlüssel holen</translation>
    </message>
    <message>
        <source>Computers</source>
        <translation>Computer</translation>
    </message>
    <message>
        <source>Without a network</source>
        <translation>Ohne Netz</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Something is being done</source>
        <translation>Es wird gearbeitet</translation>
    </message>
    <message>
        <source>Give &amp;up</source>
        <translation>Abb&amp;rechen</translation>
    </message>
</context>
<context>
    <name>Licensing</name>
    <message>
        <source>License</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>License…</source>
        <translation>Lizenz…</translation>
    </message>
    <message>
        <source>Registered. The license key is in {}, for you alone: enter it on the license page, then delete the file.</source>
        <translation>Registriert. Der Lizenzschlüssel steht in {}, nur für Sie lesbar: geben Sie ihn auf der Lizenzseite ein und löschen Sie dann die Datei.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>&amp;Back to your own jobs</source>
        <translation>Z&amp;urück zu den eigenen Stellen</translation>
    </message>
    <message>
        <source>Made-up jobs from the practice sites; none of them is real.</source>
        <translation>Erfundene Stellen von den Übungsseiten; keine davon ist echt.</translation>
    </message>
</context>
<context>
    <name>Mending</name>
    <message>
        <source>The data file cannot be used, so no search can begin: restore a backup, or begin anew.</source>
        <translation>Die Datendatei kann nicht verwendet werden, deshalb kann keine Suche beginnen: spielen Sie eine Sicherung zurück, oder beginnen Sie neu.</translation>
    </message>
    <message>
        <source>The data file is being opened: search again in a moment.</source>
        <translation>Die Datendatei wird gerade geöffnet: suchen Sie gleich noch einmal.</translation>
    </message>
    <message>
        <source>Restoring the backup…</source>
        <translation>Die Sicherung wird zurückgespielt…</translation>
    </message>
    <message>
        <source>A backup is being restored: search once that is done.</source>
        <translation>Eine Sicherung wird zurückgespielt: suchen Sie, sobald das fertig ist.</translation>
    </message>
    <message>
        <source>The backup is restored.</source>
        <translation>Die Sicherung ist zurückgespielt.</translation>
    </message>
    <message>
        <source>Putting the data file aside…</source>
        <translation>Die Datendatei wird beiseitegelegt…</translation>
    </message>
    <message>
        <source>The data file is being put aside: search once that is done.</source>
        <translation>Die Datendatei wird beiseitegelegt: suchen Sie, sobald das fertig ist.</translation>
    </message>
    <message>
        <source>Begun anew, with no jobs.</source>
        <translation>Neu begonnen, ohne Stellen.</translation>
    </message>
    <message>
        <source>What was there before is {}.</source>
        <translation>Was vorher da war, ist jetzt {}.</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
</context>
<context>
    <name>Moving</name>
    <message>
        <source>A search is running: stop it first.</source>
        <translation>Es läuft eine Suche: erst anhalten.</translation>
    </message>
    <message>
        <source>Where the data are to be</source>
        <translation>Wo die Daten sein sollen</translation>
    </message>
    <message>
        <source>Show o&amp;ld folder</source>
        <translation>A&amp;lten Ordner zeigen</translation>
    </message>
</context>
<context>
    <name>NoteDialog</name>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>&amp;Note about {}</source>
        <translation>&amp;Notiz zu {}</translation>
    </message>
</context>
<context>
    <name>Nothing</name>
    <message>
        <source>Show them</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Show everythin&amp;g</source>
        <translation>Alles an&amp;zeigen</translation>
    </message>
    <message>
        <source>Change the filters</source>
        <translation>Kriterien ändern</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>Noch einmal suchen</translation>
    </message>
    <message>
        <source>Type other &amp;keywords</source>
        <translation>Andere Suchbegriffe ein&amp;geben</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>The data are still being brought up to date: search once that is done.</source>
        <translation>Die Daten werden noch auf den neuen Stand gebracht: Suchen Sie, sobald das getan ist.</translation>
    </message>
    <message>
        <source>Another program has the data to itself: search once it is done.</source>
        <translation>Ein anderes Programm hat die Daten für sich allein: suchen Sie, wenn es fertig ist.</translation>
    </message>
    <message>
        <source>Bringing the data up to date…</source>
        <translation>Die Daten werden auf den neuen Stand gebracht…</translation>
    </message>
    <message>
        <source>Waiting for another program, which restores a backup, moves the data or brings them up to date…</source>
        <translation>Ein anderes Programm spielt eine Sicherung zurück, verschiebt die Daten oder bringt sie auf den neuen Stand; darauf wird gewartet…</translation>
    </message>
    <message>
        <source>Opening the data…</source>
        <translation>Die Daten werden geöffnet…</translation>
    </message>
</context>
<context>
    <name>Reading</name>
    <message>
        <source>This job is made up: its page does not exist, so it is not opened.</source>
        <translation>Diese Stelle ist erfunden: Ihre Seite gibt es nicht, deshalb wird sie nicht geöffnet.</translation>
    </message>
    <message>
        <source>This address is not one of the web, so it is not opened.</source>
        <translation>Diese Adresse gehört nicht zum Web und wird nicht geöffnet.</translation>
    </message>
</context>
<context>
    <name>RegisterForm</name>
    <message>
        <source>&amp;Register</source>
        <translation>Re&amp;gistrieren</translation>
    </message>
    <message>
        <source>Cop&amp;y the key</source>
        <translation>Schlüssel &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Start a local license server</source>
        <translation>&amp;Lokalen Lizenzserver starten</translation>
    </message>
    <message>
        <source>&amp;E-mail</source>
        <translation>E-&amp;Mail</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>Pass&amp;wort</translation>
    </message>
    <message>
        <source>An account with the license server; its key is activated on this computer.</source>
        <translation>Ein Konto beim Lizenzserver; sein Schlüssel wird auf diesem Computer aktiviert.</translation>
    </message>
    <message>
        <source>To try out</source>
        <translation>Zum Ausprobieren</translation>
    </message>
    <message>
        <source>It runs on this computer alone, until the window is closed. What it unlocks says “trial”.</source>
        <translation>Er läuft nur auf diesem Computer, bis das Fenster geschlossen wird. Was er freischaltet, heißt „Probe“.</translation>
    </message>
</context>
<context>
    <name>Results</name>
    <message>
        <source>Filter by words in title, company, place or description</source>
        <translation>Nach Wörtern in Titel, Firma, Ort oder Beschreibung filtern</translation>
    </message>
    <message>
        <source>Filter the jobs</source>
        <translation>Stellen filtern</translation>
    </message>
    <message>
        <source>C&amp;olumns</source>
        <translation>Spa&amp;lten</translation>
    </message>
    <message>
        <source>Choose columns</source>
        <translation>Spalten wählen</translation>
    </message>
    <message>
        <source>What is looked at</source>
        <translation>Was angesehen wird</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Stellen</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>Diagramme</translation>
    </message>
    <message>
        <source>Fil&amp;ter</source>
        <translation>&amp;Filter</translation>
    </message>
    <message>
        <source>{} of {}</source>
        <translation>{} von {}</translation>
    </message>
    <message>
        <source>{} hidden</source>
        <translation>{} ausgeblendet</translation>
    </message>
    <message>
        <source>{} of {} selected</source>
        <translation>{} von {} ausgewählt</translation>
    </message>
</context>
<context>
    <name>SearchBar</name>
    <message>
        <source>Job title or words</source>
        <translation>Beruf oder Wörter</translation>
    </message>
    <message>
        <source>City or region</source>
        <translation>Stadt oder Region</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Land</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>Su&amp;che anhalten</translation>
    </message>
    <message>
        <source>&amp;Search</source>
        <translation>Su&amp;chen</translation>
    </message>
    <message>
        <source>Stop the search (Esc)</source>
        <translation>Suche anhalten (Esc)</translation>
    </message>
    <message>
        <source>Search the sites (Enter)</source>
        <translation>Seiten durchsuchen (Eingabe)</translation>
    </message>
    <message>
        <source>&amp;What</source>
        <translation>&amp;Was</translation>
    </message>
    <message>
        <source>Whe&amp;re</source>
        <translation>W&amp;o</translation>
    </message>
    <message>
        <source>S&amp;ites: {}</source>
        <translation>Se&amp;iten: {}</translation>
    </message>
    <message>
        <source>Fi&amp;lters: {}</source>
        <translation>&amp;Kriterien: {}</translation>
    </message>
    <message>
        <source>Fi&amp;lters</source>
        <translation>&amp;Kriterien</translation>
    </message>
</context>
<context>
    <name>Searches</name>
    <message>
        <source>only remote</source>
        <translation>nur mobil</translation>
    </message>
    <message>
        <source>pay from {}</source>
        <translation>Gehalt ab {}</translation>
    </message>
    <message>
        <source>within {} miles</source>
        <translation>Umkreis {} Meilen</translation>
    </message>
    <message>
        <source>with easy apply</source>
        <translation>mit Schnellbewerbung</translation>
    </message>
    <message>
        <source>without {}</source>
        <translation>ohne {}</translation>
    </message>
    <message>
        <source>only what is stated</source>
        <translation>nur mit Angabe</translation>
    </message>
    <message>
        <source>{} from each site</source>
        <translation>{} von jeder Seite</translation>
    </message>
    <message>
        <source>with descriptions</source>
        <translation>mit Beschreibungen</translation>
    </message>
    <message>
        <source>{} sites</source>
        <translation>{} Seiten</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>The disk is full. Free some space and try again; what was stored before is safe.</source>
        <translation>Der Datenträger ist voll. Schaffen Sie Platz und versuchen Sie es noch einmal; was vorher gespeichert wurde, ist sicher.</translation>
    </message>
    <message>
        <source>{} cannot be written. Allow this user to write to the file and its folder, or choose another data folder.</source>
        <translation>{} kann nicht beschrieben werden. Erlauben Sie diesem Benutzer, in die Datei und ihren Ordner zu schreiben, oder wählen Sie einen anderen Datenordner.</translation>
    </message>
    <message>
        <source>{} is damaged. Restore a backup with `restore`; the damaged file is kept beside it.</source>
        <translation>{} ist beschädigt. Spielen Sie eine Sicherung zurück; die beschädigte Datei bleibt daneben erhalten.</translation>
    </message>
    <message>
        <source>{} is not a data file of this program, or it is damaged. Restore a backup with `restore`, or move the file away to begin anew.</source>
        <translation>{} ist keine Datendatei dieses Programms, oder sie ist beschädigt. Spielen Sie eine Sicherung zurück, oder verschieben Sie die Datei, um neu zu beginnen.</translation>
    </message>
    <message>
        <source>{} is in use by another program for too long. Close it and try again.</source>
        <translation>{} wird zu lange von einem anderen Programm benutzt. Schließen Sie es und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>{} cannot be opened. Check that its folder exists and that this user may write to it, or choose another data folder.</source>
        <translation>{} kann nicht geöffnet werden. Prüfen Sie, ob der Ordner da ist und dieser Benutzer darin schreiben darf, oder wählen Sie einen anderen Datenordner.</translation>
    </message>
    <message>
        <source>{} cannot be read or written: the disk reports an error. Check the disk, and copy the file to another one.</source>
        <translation>{} kann nicht gelesen oder geschrieben werden: der Datenträger meldet einen Fehler. Prüfen Sie ihn, und kopieren Sie die Datei auf einen anderen.</translation>
    </message>
    <message>
        <source>{} cannot be opened. Allow this user to read and write it, or choose another data folder.</source>
        <translation>{} kann nicht geöffnet werden. Erlauben Sie diesem Benutzer zu lesen und zu schreiben, oder wählen Sie einen anderen Datenordner.</translation>
    </message>
    <message>
        <source>{} is the data file itself: choose another file for the backup.</source>
        <translation>{} ist die Datendatei selbst: wählen Sie eine andere Datei für die Sicherung.</translation>
    </message>
    <message>
        <source>{} is not a file that could be replaced: choose another for the backup.</source>
        <translation>{} ist keine Datei, die ersetzt werden könnte: wählen Sie eine andere für die Sicherung.</translation>
    </message>
    <message>
        <source>There is no file {}.</source>
        <translation>Es gibt keine Datei {}.</translation>
    </message>
    <message>
        <source>{} is not a backup of this program.</source>
        <translation>{} ist keine Sicherung dieses Programms.</translation>
    </message>
    <message>
        <source>{} is damaged ({}). Use another backup; nothing was changed.</source>
        <translation>{} ist beschädigt ({}). Nehmen Sie eine andere Sicherung; nichts wurde geändert.</translation>
    </message>
    <message>
        <source>{} cannot be written: {}.</source>
        <translation>{} kann nicht geschrieben werden: {}.</translation>
    </message>
    <message>
        <source>{} is damaged, or no backup of this program. Choose another file; nothing was changed.</source>
        <translation>{} ist beschädigt oder keine Sicherung dieses Programms. Wählen Sie eine andere Datei; es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>{} is open in another program. Close it to {}.</source>
        <translation>{} ist in einem anderen Programm offen. Schließen Sie es zuerst ({}).</translation>
    </message>
    <message>
        <source>{} is open in another program. Close it to restore a backup.</source>
        <translation>{} ist in einem anderen Programm offen. Schließen Sie es, um eine Sicherung zurückzuspielen.</translation>
    </message>
    <message>
        <source>{} is open in another program. Close it to begin anew.</source>
        <translation>{} ist in einem anderen Programm offen. Schließen Sie es, um neu zu beginnen.</translation>
    </message>
    <message>
        <source>The data folder is open in another window or program (process {}). Close it to {}.</source>
        <translation>Der Datenordner ist in einem anderen Fenster oder Programm offen (Prozess {}). Schließen Sie es zuerst ({}).</translation>
    </message>
    <message>
        <source>The data folder is open in another window or program (process {}). Close it to restore a backup.</source>
        <translation>Der Datenordner ist in einem anderen Fenster oder Programm offen (Prozess {}). Schließen Sie es, um eine Sicherung zurückzuspielen.</translation>
    </message>
    <message>
        <source>The data folder is open in another window or program (process {}). Close it to begin anew.</source>
        <translation>Der Datenordner ist in einem anderen Fenster oder Programm offen (Prozess {}). Schließen Sie es, um neu zu beginnen.</translation>
    </message>
    <message>
        <source>The data folder is open in another window or program (process {}). Close it to update its data file.</source>
        <translation>Der Datenordner ist in einem anderen Fenster oder Programm offen (Prozess {}). Schließen Sie es, damit die Datendatei auf den neuen Stand kommt.</translation>
    </message>
    <message>
        <source>Another program is restoring, moving or updating the data folder. Wait until it is done and try again.</source>
        <translation>Ein anderes Programm spielt eine Sicherung zurück, verschiebt den Datenordner oder bringt ihn auf den neuen Stand. Warten Sie, bis es fertig ist, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>{} cannot be written ({}). Allow this user to write to it, or choose another data folder.</source>
        <translation>{} kann nicht beschrieben werden ({}). Erlauben Sie es diesem Benutzer, oder wählen Sie einen anderen Datenordner.</translation>
    </message>
    <message>
        <source>{} is another program&apos;s database. Choose another data folder.</source>
        <translation>{} ist die Datenbank eines anderen Programms. Wählen Sie einen anderen Datenordner.</translation>
    </message>
    <message>
        <source>{} was written by a newer version of this program. Install that version again, or choose another data folder.</source>
        <translation>{} wurde von einer neueren Version dieses Programms geschrieben. Installieren Sie diese wieder, oder wählen Sie einen anderen Datenordner.</translation>
    </message>
    <message>
        <source>{} holds real jobs, and here are the made-up ones of the practice sites: leave out --practice.</source>
        <translation>{} enthält echte Stellen, und hier sind die erfundenen der Übungsseiten: gehen Sie zurück zu Ihren eigenen Stellen.</translation>
    </message>
    <message>
        <source>{} holds made-up jobs of the practice sites, which never mix with real ones: add --practice.</source>
        <translation>{} enthält erfundene Stellen der Übungsseiten, die nie zu echten kommen: gehen Sie zuerst zu den Übungsseiten.</translation>
    </message>
    <message>
        <source>There is no {} yet. Search first.</source>
        <translation>{} gibt es noch nicht. Suchen Sie zuerst.</translation>
    </message>
    <message>
        <source>{} is of an older version. Open it once with this one so that it is updated.</source>
        <translation>{} ist von einer älteren Version. Öffnen Sie sie einmal mit dieser, damit sie auf den neuen Stand kommt.</translation>
    </message>
    <message>
        <source>{} is of an older version, and cannot be updated where nothing can be written. Copy it to a folder of your own, and open it there.</source>
        <translation>{} ist von einer älteren Version und kann nicht auf den neuen Stand gebracht werden, wo nichts geschrieben werden darf. Kopieren Sie sie in einen eigenen Ordner und öffnen Sie sie dort.</translation>
    </message>
    <message>
        <source>The data file is not open.</source>
        <translation>Die Datendatei ist nicht offen.</translation>
    </message>
    <message>
        <source>There is no job {}.</source>
        <translation>Es gibt keine Stelle {}.</translation>
    </message>
    <message>
        <source>There is no advert {}.</source>
        <translation>Es gibt keine Anzeige {}.</translation>
    </message>
    <message>
        <source>Advert {} is already a job of its own.</source>
        <translation>Anzeige {} ist schon eine eigene Stelle.</translation>
    </message>
    <message>
        <source>Job {} cannot be merged with itself.</source>
        <translation>Stelle {} kann nicht mit sich selbst zusammengeführt werden.</translation>
    </message>
    <message>
        <source>The log {} cannot be written ({}): allow this user to write to the data folder, or choose another.</source>
        <translation>Das Protokoll {} kann nicht geschrieben werden ({}): erlauben Sie diesem Benutzer, in den Datenordner zu schreiben, oder wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>The data folder {} cannot be made ({}): choose another with --data-dir or {}.</source>
        <translation>Der Datenordner {} kann nicht angelegt werden ({}): Wählen Sie mit --data-dir oder {} einen anderen.</translation>
    </message>
    <message>
        <source>No file can be made in the data folder {}: allow this user to write to it, make room on the disk, or choose another folder with --data-dir.</source>
        <translation>Im Datenordner {} kann keine Datei angelegt werden: Erlauben Sie diesem Benutzer, dort zu schreiben, schaffen Sie Platz auf dem Datenträger, oder wählen Sie mit --data-dir einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Another window has {} open and does not answer: close it, then start again.</source>
        <translation>Ein anderes Fenster hat {} geöffnet und antwortet nicht: Schließen Sie es und starten Sie dann noch einmal.</translation>
    </message>
    <message>
        <source>{} is a folder: name a file in it.</source>
        <translation>{} ist ein Ordner: nennen Sie eine Datei darin.</translation>
    </message>
    <message>
        <source>The folder {} does not exist: make it, or choose another.</source>
        <translation>Den Ordner {} gibt es nicht: legen Sie ihn an, oder wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>{} does not end in one of {}: rename it, or name the format.</source>
        <translation>{} endet nicht auf eines von {}: nennen Sie die Datei anders, oder wählen Sie ein Format.</translation>
    </message>
    <message>
        <source>There is no room left for {}: free some space, then export again. Nothing was changed.</source>
        <translation>Für {} ist kein Platz mehr: schaffen Sie welchen, und exportieren Sie noch einmal. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>{} cannot be written: choose a folder of your own.</source>
        <translation>{} kann nicht geschrieben werden: wählen Sie einen Ordner, der Ihnen gehört.</translation>
    </message>
    <message>
        <source>{} is not a file name: choose another.</source>
        <translation>{} ist kein Dateiname: wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>{} could not be written: {}.</source>
        <translation>{} konnte nicht geschrieben werden: {}.</translation>
    </message>
    <message>
        <source>{} cannot be read ({}).</source>
        <translation>{} kann nicht gelesen werden ({}).</translation>
    </message>
    <message>
        <source>{} cannot be written ({}): choose another place.</source>
        <translation>{} kann nicht geschrieben werden ({}): wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>Proxy {} of {} is not an address such as http://host:8080 or socks5h://name:password@host:1080 (special characters in a password as %40).</source>
        <translation>Proxy {} von {} ist keine Adresse wie http://host:8080 oder socks5h://name:password@host:1080 (Sonderzeichen im Passwort als %40).</translation>
    </message>
    <message>
        <source>There is no file {} with certificate authorities.</source>
        <translation>Es gibt keine Datei {} mit Zertifizierungsstellen.</translation>
    </message>
    <message>
        <source>The password of the proxy cannot be kept: this computer has no keyring that is unlocked. Use a proxy without a password, or unlock the keyring.</source>
        <translation>Das Passwort des Proxys kann nicht aufbewahrt werden: dieser Computer hat keinen entsperrten Schlüsselbund. Nehmen Sie einen Proxy ohne Passwort, oder entsperren Sie den Schlüsselbund.</translation>
    </message>
    <message>
        <source>The password of the proxy cannot be read: this computer&apos;s keyring is locked. Unlock it, then try again.</source>
        <translation>Das Passwort des Proxys kann nicht gelesen werden: der Schlüsselbund dieses Computers ist gesperrt. Entsperren Sie ihn, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The settings {} cannot be written ({}): allow this user to write to the data folder, or choose another.</source>
        <translation>Die Einstellungen {} können nicht geschrieben werden ({}): erlauben Sie diesem Benutzer, in den Datenordner zu schreiben, oder wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>{} cannot be read ({}), so every setting has its default.</source>
        <translation>{} kann nicht gelesen werden ({}), deshalb hat jede Einstellung ihren Ausgangswert.</translation>
    </message>
    <message>
        <source>{} cannot be read ({}), and with it how the sites are reached. Mend it.</source>
        <translation>{} kann nicht gelesen werden ({}), und damit auch nicht, wie die Seiten erreicht werden. Bringen Sie die Datei in Ordnung.</translation>
    </message>
    <message>
        <source>The setting {} in {} cannot be used: {}. Mend it.</source>
        <translation>Die Einstellung {} in {} ist nicht brauchbar: {}. Berichtigen Sie sie.</translation>
    </message>
    <message>
        <source>There is no home folder here to keep anything in: choose a data folder with --data-dir or {}.</source>
        <translation>Hier gibt es keinen persönlichen Ordner, in dem etwas liegen könnte: wählen Sie einen Datenordner mit --data-dir oder {}.</translation>
    </message>
    <message>
        <source>The setting {} in {} cannot be used: {}. It has its default now.</source>
        <translation>Die Einstellung {} in {} ist nicht brauchbar: {}. Sie hat jetzt ihren Ausgangswert.</translation>
    </message>
    <message>
        <source>The setting {} in {} can be used in part only, without {}: {}.</source>
        <translation>Die Einstellung {} in {} ist nur zum Teil zu gebrauchen, ohne {}: {}.</translation>
    </message>
    <message>
        <source>the sites are {}</source>
        <translation>die Seiten sind {}</translation>
    </message>
    <message>
        <source>it has to be a list of sites, such as [&quot;linkedin&quot;, &quot;indeed&quot;]</source>
        <translation>es muss eine Liste von Seiten sein, etwa [&quot;linkedin&quot;, &quot;indeed&quot;]</translation>
    </message>
    <message>
        <source>it has to be a table of seconds by site</source>
        <translation>es muss eine Tabelle von Sekunden nach Seite sein</translation>
    </message>
    <message>
        <source>it has to be one of {}</source>
        <translation>es muss eines von {} sein</translation>
    </message>
    <message>
        <source>it has to be a number from {} to {}</source>
        <translation>es muss eine Zahl von {} bis {} sein</translation>
    </message>
    <message>
        <source>it has to be a text in quotes</source>
        <translation>es muss ein Text in Anführungszeichen sein</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>diese Datei gibt es nicht</translation>
    </message>
    <message>
        <source>it has to be a list of texts</source>
        <translation>es muss eine Liste von Texten sein</translation>
    </message>
    <message>
        <source>The search is too long to be handed on; ask for less at once.</source>
        <translation>Die Suche ist zu lang, um weitergegeben zu werden; fragen Sie nach weniger auf einmal.</translation>
    </message>
    <message>
        <source>The search did not stop in time and was ended by force.</source>
        <translation>Die Suche hielt nicht rechtzeitig an und wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The practice sites could not be started; the log may say why.</source>
        <translation>Die Übungsseiten konnten nicht gestartet werden; das Protokoll sagt vielleicht, warum.</translation>
    </message>
    <message>
        <source>The search engine could not be started: {}.</source>
        <translation>Die Suchmaschine konnte nicht gestartet werden: {}.</translation>
    </message>
    <message>
        <source>The search engine stopped unexpectedly.</source>
        <translation>Die Suchmaschine hielt unerwartet an.</translation>
    </message>
    <message>
        <source>The search engine&apos;s message was cut short.</source>
        <translation>Die Nachricht der Suchmaschine war abgeschnitten.</translation>
    </message>
    <message>
        <source>The search engine sent a message that is too long.</source>
        <translation>Die Suchmaschine sandte eine zu lange Nachricht.</translation>
    </message>
    <message>
        <source>The search engine was sent something it cannot read.</source>
        <translation>Der Suchmaschine wurde etwas gesandt, das sie nicht lesen kann.</translation>
    </message>
    <message>
        <source>The search engine sent something that cannot be read.</source>
        <translation>Die Suchmaschine sandte etwas, das nicht lesbar ist.</translation>
    </message>
    <message>
        <source>{} What was found before is kept; search again to go on.</source>
        <translation>{} Was vorher gefunden wurde, bleibt; suchen Sie noch einmal, um weiterzumachen.</translation>
    </message>
    <message>
        <source>The search was ended. What was found is kept.</source>
        <translation>Die Suche wurde beendet. Was gefunden wurde, bleibt.</translation>
    </message>
    <message>
        <source>The search was stopped. What was found is kept.</source>
        <translation>Die Suche wurde angehalten. Was gefunden wurde, bleibt.</translation>
    </message>
    <message>
        <source>{} broke off before the end. Try again.</source>
        <translation>{} brach vor dem Ende ab. Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>{} sends us elsewhere, which is not followed. Ask whoever runs it for the right address.</source>
        <translation>{} schickt uns anderswohin, und dem wird nicht gefolgt. Fragen Sie den Betreiber nach der richtigen Adresse.</translation>
    </message>
    <message>
        <source>{} has no such file ({}). Check the address, or try again later.</source>
        <translation>{} hat keine solche Datei ({}). Prüfen Sie die Adresse, oder versuchen Sie es später noch einmal.</translation>
    </message>
    <message>
        <source>{} packs what it sends, which was not asked for, so it is not read.</source>
        <translation>{} packt, was es sendet; darum wurde nicht gebeten, deshalb wird es nicht gelesen.</translation>
    </message>
    <message>
        <source>{} sends more than it should, so nothing was read.</source>
        <translation>{} sendet mehr, als es sollte, deshalb wurde nichts gelesen.</translation>
    </message>
    <message>
        <source>{} sends more than it should, so all of it was thrown away.</source>
        <translation>{} sendet mehr, als es sollte, deshalb wurde alles verworfen.</translation>
    </message>
    <message>
        <source>{} takes too long to answer. Try again later.</source>
        <translation>{} braucht zu lange für eine Antwort. Versuchen Sie es später noch einmal.</translation>
    </message>
    <message>
        <source>{} cannot prove who it is (its certificate is not trusted), so nothing was read.</source>
        <translation>{} kann nicht beweisen, wer es ist (seinem Zertifikat wird nicht vertraut), deshalb wurde nichts gelesen.</translation>
    </message>
    <message>
        <source>{} cannot be reached ({}). Check the network connection and try again.</source>
        <translation>{} ist nicht erreichbar ({}). Prüfen Sie die Netzverbindung und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The release file would have {} bytes, and {} are read: shorten it.</source>
        <translation>Die Versionsdatei hätte {} Bytes, gelesen werden {}: kürzen Sie sie.</translation>
    </message>
    <message>
        <source>The release file was refused: it is one of another program.</source>
        <translation>Die Versionsdatei wurde abgelehnt: sie ist die eines anderen Programms.</translation>
    </message>
    <message>
        <source>The release file is of a kind this version cannot read: see the program&apos;s page.</source>
        <translation>Die Versionsdatei ist von einer Art, die diese Version nicht lesen kann: sehen Sie auf der Seite des Programms nach.</translation>
    </message>
    <message>
        <source>Updates come through https only, from an address such as https://example.com/release.json.</source>
        <translation>Neue Versionen kommen nur über https, von einer Adresse wie https://example.com/release.json.</translation>
    </message>
    <message>
        <source>What was answered is no release file of this program. Nothing was changed.</source>
        <translation>Die Antwort ist keine Versionsdatei dieses Programms. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>The release file was refused: {}. Nothing was changed; get the program from its own page instead.</source>
        <translation>Die Versionsdatei wurde abgelehnt: {}. Nichts wurde geändert; holen Sie das Programm stattdessen von seiner eigenen Seite.</translation>
    </message>
    <message>
        <source>This version does not know where updates are: put the address of a release file into the settings (Address for updates; update_address in settings.toml).</source>
        <translation>Diese Version weiß nicht, wo neue Versionen sind: geben Sie die Adresse einer Versionsdatei in den Einstellungen an (Adresse für neue Versionen; update_address in settings.toml).</translation>
    </message>
    <message>
        <source>The release file was refused: a newer one was seen here before. Nothing was changed.</source>
        <translation>Die Versionsdatei wurde abgelehnt: hier war schon eine neuere. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>The release file was refused: it is from the future. Is this computer&apos;s clock right?</source>
        <translation>Die Versionsdatei wurde abgelehnt: sie ist aus der Zukunft. Geht die Uhr dieses Computers richtig?</translation>
    </message>
    <message>
        <source>The release file was refused: it was good until {}. Is this computer&apos;s clock right? If it is, somebody may be keeping newer ones from you.</source>
        <translation>Die Versionsdatei wurde abgelehnt: sie galt bis {}. Geht die Uhr dieses Computers richtig? Wenn ja, enthält Ihnen vielleicht jemand neuere vor.</translation>
    </message>
    <message>
        <source>The release file was refused: it offers version {}, which is older than this one, {}.</source>
        <translation>Die Versionsdatei wurde abgelehnt: sie bietet Version {} an, die älter ist als diese, {}.</translation>
    </message>
    <message>
        <source>Version {} has no installer for this system: see {}.</source>
        <translation>Version {} hat keine Installationsdatei für dieses System: siehe {}.</translation>
    </message>
    <message>
        <source>The installer that came is not the one that was signed, so it was thrown away. Try again.</source>
        <translation>Die Installationsdatei, die kam, ist nicht die unterschriebene und wurde deshalb verworfen. Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The installer cannot be written to {} ({}): choose another folder.</source>
        <translation>Die Installationsdatei kann nicht nach {} geschrieben werden ({}): wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>{} cannot be written ({}), so an old release file could be shown again unnoticed: allow this user to write to the data folder.</source>
        <translation>{} kann nicht geschrieben werden ({}), sodass unbemerkt eine alte Versionsdatei noch einmal gezeigt werden könnte: erlauben Sie diesem Benutzer, in den Datenordner zu schreiben.</translation>
    </message>
    <message>
        <source>{} was stopped. What was found is kept.</source>
        <translation>{} wurde angehalten. Was gefunden wurde, bleibt.</translation>
    </message>
    <message>
        <source>{} ended by an error in this program (the log has it). What was found is kept.</source>
        <translation>{} endete durch einen Fehler dieses Programms (er steht im Protokoll). Was gefunden wurde, bleibt.</translation>
    </message>
    <message>
        <source>{} answered, and nothing could be read.</source>
        <translation>{} antwortete, und nichts davon war lesbar.</translation>
    </message>
    <message>
        <source>{} answered, and the page could not be read.</source>
        <translation>{} antwortete, und die Seite war nicht lesbar.</translation>
    </message>
    <message>
        <source>{} answered with an empty page.</source>
        <translation>{} antwortete mit einer leeren Seite.</translation>
    </message>
    <message>
        <source>{} answered with status {}.</source>
        <translation>{} antwortete mit dem Status {}.</translation>
    </message>
    <message>
        <source>{}&apos;s answer came incomplete.</source>
        <translation>{}: die Antwort kam unvollständig.</translation>
    </message>
    <message>
        <source>{} asks for a login.</source>
        <translation>{} verlangt eine Anmeldung.</translation>
    </message>
    <message>
        <source>{} checks whether a person is asking.</source>
        <translation>{} prüft, ob ein Mensch fragt.</translation>
    </message>
    <message>
        <source>{} sends the request elsewhere.</source>
        <translation>{} schickt die Anfrage anderswohin.</translation>
    </message>
    <message>
        <source>{} no longer has this job.</source>
        <translation>{} hat diese Stelle nicht mehr.</translation>
    </message>
    <message>
        <source>{} does not accept this search ({}).</source>
        <translation>{} nimmt diese Suche nicht an ({}).</translation>
    </message>
    <message>
        <source>{} does not know this place.</source>
        <translation>{} kennt diesen Ort nicht.</translation>
    </message>
    <message>
        <source>{} does not serve {}.</source>
        <translation>{} hat keine Stellen für {}.</translation>
    </message>
    <message>
        <source>{} asks for fewer requests (429).</source>
        <translation>{} bittet um weniger Anfragen (429).</translation>
    </message>
    <message>
        <source>{} refuses the request ({}).</source>
        <translation>{} weist die Anfrage ab ({}).</translation>
    </message>
    <message>
        <source>{} has a fault of its own ({}).</source>
        <translation>{} hat selbst einen Fehler ({}).</translation>
    </message>
    <message>
        <source>{} did not answer in time.</source>
        <translation>{} antwortete nicht rechtzeitig.</translation>
    </message>
    <message>
        <source>{} cannot be asked this way; look at the proxy&apos;s address.</source>
        <translation>{} kann so nicht gefragt werden; prüfen Sie die Adresse des Proxys.</translation>
    </message>
    <message>
        <source>The connection to {} failed.</source>
        <translation>Die Verbindung zu {} kam nicht zustande.</translation>
    </message>
    <message>
        <source>The request to {} failed ({}).</source>
        <translation>Die Anfrage an {} scheiterte ({}).</translation>
    </message>
    <message>
        <source>The certificate shown for {} is not trusted. Look whether this computer&apos;s date is right; if a proxy or your network inspects connections, give its certificate authority with --ca-cert.</source>
        <translation>Dem Zertifikat für {} wird nicht vertraut. Prüfen Sie das Datum dieses Computers; wenn ein Proxy oder Ihr Netz Verbindungen durchsieht, geben Sie in den Einstellungen dessen Zertifizierungsstelle an.</translation>
    </message>
    <message>
        <source>{} could not be read to the end: {}</source>
        <translation>{} konnte nicht bis zum Ende gelesen werden: {}</translation>
    </message>
    <message>
        <source>{} cannot be searched at present. {}</source>
        <translation>{} kann zurzeit nicht durchsucht werden. {}</translation>
    </message>
    <message>
        <source>There is no site {}. There are: {}.</source>
        <translation>Es gibt keine Seite {}. Es gibt: {}.</translation>
    </message>
    <message>
        <source>No country is called {} here; the names are JobSpy&apos;s, such as usa, uk or germany.</source>
        <translation>Kein Land heißt hier {}; die Namen sind die von JobSpy, etwa usa, uk oder germany.</translation>
    </message>
    <message>
        <source>{}&apos;s job pages hold no description that could be read.</source>
        <translation>{}: die Seiten der Stellen haben keine lesbare Beschreibung.</translation>
    </message>
    <message>
        <source>The site did not show a description.</source>
        <translation>Die Seite zeigte keine Beschreibung.</translation>
    </message>
    <message>
        <source>No further descriptions from {}: {}</source>
        <translation>Keine weiteren Beschreibungen von {}: {}</translation>
    </message>
    <message>
        <source>{} gives descriptions with its list only.</source>
        <translation>{} gibt Beschreibungen nur mit der Liste.</translation>
    </message>
    <message>
        <source>{} answered with an empty page, and again when asked once more: its list is taken to end there.</source>
        <translation>{} antwortete zweimal mit einer leeren Seite: die Liste gilt damit als zu Ende.</translation>
    </message>
    <message>
        <source>{} answered with an empty page, and again when asked once more: it is taken to have no such jobs.</source>
        <translation>{} antwortete zweimal mit einer leeren Seite: solche Stellen gibt es dort demnach nicht.</translation>
    </message>
    <message>
        <source>One search asks {} for {} descriptions at most; those of other jobs can be fetched when you open them.</source>
        <translation>Eine Suche fragt {} nach höchstens {} Beschreibungen; die anderer Stellen lassen sich holen, wenn Sie sie öffnen.</translation>
    </message>
    <message>
        <source>The installed JobSpy has changed inside: {}. {} is read in one go, without pages and without being asked again.</source>
        <translation>Das installierte JobSpy ist innen anders: {}. {} wird in einem Zug gelesen, ohne Blättern und ohne noch einmal zu fragen.</translation>
    </message>
    <message>
        <source>A job was so long that it is kept without its description.</source>
        <translation>Eine Stelle war so lang, dass sie ohne Beschreibung aufgehoben wird.</translation>
    </message>
    <message>
        <source>{} job could not be read: {}.</source>
        <translation>{} Stelle war nicht lesbar: {}.</translation>
    </message>
    <message>
        <source>{} jobs could not be read: {}.</source>
        <translation>{} Stellen waren nicht lesbar: {}.</translation>
    </message>
    <message>
        <source>{} cannot filter by {}; it is done here.</source>
        <translation>{} kann nicht filtern nach {}; das geschieht hier.</translation>
    </message>
    <message>
        <source>{} cannot filter by {} and {}; it is done here.</source>
        <translation>{} kann nicht filtern nach {} und {}; das geschieht hier.</translation>
    </message>
    <message>
        <source>{} cannot filter by {}, {} and {}; it is done here.</source>
        <translation>{} kann nicht filtern nach {}, {} und {}; das geschieht hier.</translation>
    </message>
    <message>
        <source>{} cannot filter by {}, {}, {} and {}; it is done here.</source>
        <translation>{} kann nicht filtern nach {}, {}, {} und {}; das geschieht hier.</translation>
    </message>
    <message>
        <source>remote work</source>
        <translation>mobiler Arbeit</translation>
    </message>
    <message>
        <source>job type</source>
        <translation>Art der Stelle</translation>
    </message>
    <message>
        <source>age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>easy apply</source>
        <translation>Formular auf der Seite</translation>
    </message>
    <message>
        <source>{} takes no place; it is not applied.</source>
        <translation>{} nimmt keinen Ort an; er gilt dort nicht.</translation>
    </message>
    <message>
        <source>{} takes no distance; it is not applied.</source>
        <translation>{} nimmt keinen Umkreis an; er gilt dort nicht.</translation>
    </message>
    <message>
        <source>{} takes a distance only around a place; it is not applied.</source>
        <translation>{} nimmt einen Umkreis nur um einen Ort an; er gilt dort nicht.</translation>
    </message>
    <message>
        <source>{} lists no descriptions; words to leave out are looked for in the titles.</source>
        <translation>{} listet keine Beschreibungen; Wörter, die nicht vorkommen sollen, werden in den Titeln gesucht.</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>keine Erlaubnis</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>nicht vorhanden</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>kein Platz mehr</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>nur zum Lesen</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>kein Ordner</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>ein Ordner</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>der Name ist zu lang</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>Fehler beim Lesen oder Schreiben</translation>
    </message>
    <message>
        <source>no reason given</source>
        <translation>ohne Angabe von Gründen</translation>
    </message>
    <message>
        <source>the disk refused</source>
        <translation>der Datenträger nahm es nicht an</translation>
    </message>
    <message>
        <source>{} holds a copy that was not finished, so nothing in it is used: choose another folder, or delete what is in it. What was to be copied is where it was.</source>
        <translation>In {} ist eine Kopie, die nicht fertig wurde; darum wird nichts darin benutzt: wählen Sie einen anderen Ordner, oder löschen Sie, was darin ist. Was kopiert werden sollte, ist, wo es war.</translation>
    </message>
    <message>
        <source>The data folder {} cannot be used ({}): is its drive plugged in? Nothing was made in its place. Try again, or choose another folder.</source>
        <translation>Der Datenordner {} ist nicht brauchbar ({}): ist sein Laufwerk angeschlossen? An seiner Stelle wurde nichts angelegt. Versuchen Sie es wieder, oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>{} does not say where the data are ({}): mend it, or choose their folder again.</source>
        <translation>{} sagt nicht, wo die Daten sind ({}): bringen Sie die Datei in Ordnung, oder wählen Sie den Ordner neu.</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>er ist leer</translation>
    </message>
    <message>
        <source>it is no text</source>
        <translation>es ist kein Text</translation>
    </message>
    <message>
        <source>{} holds a copy that was not finished, and more: delete what is in it, or choose another folder.</source>
        <translation>In {} ist eine Kopie, die nicht fertig wurde, und noch mehr: löschen Sie, was darin ist, oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>{} holds other files: choose an empty folder, or make a new one in it.</source>
        <translation>In {} sind andere Dateien: wählen Sie einen leeren Ordner, oder legen Sie darin einen neuen an.</translation>
    </message>
    <message>
        <source>{} is where the data are now.</source>
        <translation>In {} sind die Daten jetzt schon.</translation>
    </message>
    <message>
        <source>{} lies in the folder where the data are now: choose one outside of it.</source>
        <translation>{} liegt in dem Ordner, in dem die Daten jetzt sind: wählen Sie einen außerhalb.</translation>
    </message>
    <message>
        <source>{} has the name of the folder for made-up jobs: choose one with another name.</source>
        <translation>{} heißt wie der Ordner für erfundene Stellen: wählen Sie einen mit anderem Namen.</translation>
    </message>
    <message>
        <source>The name of this folder cannot be written as text: choose another folder.</source>
        <translation>Der Name dieses Ordners lässt sich nicht als Text schreiben: wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>{} is no folder: choose one.</source>
        <translation>{} ist kein Ordner: wählen Sie einen.</translation>
    </message>
    <message>
        <source>{} cannot be used ({}): choose a folder of your own.</source>
        <translation>{} ist nicht brauchbar ({}): wählen Sie einen eigenen Ordner.</translation>
    </message>
    <message>
        <source>{} is open in another window or program (process {}): close it, then try again.</source>
        <translation>{} ist in einem anderen Fenster oder Programm offen (Prozess {}): schließen Sie es, dann versuchen Sie es wieder.</translation>
    </message>
    <message>
        <source>The data folder is open in another window or program (process {}). Close it to move the data.</source>
        <translation>Der Datenordner ist in einem anderen Fenster oder Programm offen (Prozess {}). Schließen Sie es, um die Daten umzuziehen.</translation>
    </message>
    <message>
        <source>Another program is changing the license: wait until it is done, then try again.</source>
        <translation>Ein anderes Programm ändert gerade die Lizenz: warten Sie, bis es fertig ist, dann versuchen Sie es wieder.</translation>
    </message>
    <message>
        <source>The license server for trying out runs in another window or terminal: close that one first.</source>
        <translation>Der Lizenzserver zum Ausprobieren läuft in einem anderen Fenster oder Terminal: beenden Sie erst den.</translation>
    </message>
    <message>
        <source>{} is damaged, so it cannot be taken along: restore a backup first, or start empty in the other folder.</source>
        <translation>{} ist beschädigt und kann darum nicht mitgenommen werden: stellen Sie erst eine Sicherung wieder her, oder beginnen Sie in dem anderen Ordner leer.</translation>
    </message>
    <message>
        <source>{} did not arrive as it is: the disk may be at fault. Choose a folder on another one.</source>
        <translation>{} kam nicht an, wie es ist: vielleicht hat der Datenträger einen Fehler. Wählen Sie einen Ordner auf einem anderen.</translation>
    </message>
    <message>
        <source>There is too little room for the data in {}: they take {} MB, and {} MB are free. Make room, or choose a folder on another disk.</source>
        <translation>Für die Daten ist zu wenig Platz in {}: sie brauchen {} MB, und {} MB sind frei. Schaffen Sie Platz, oder wählen Sie einen Ordner auf einem anderen Datenträger.</translation>
    </message>
    <message>
        <source>There is no room left in {}: make room, or choose a folder on another disk. Nothing was changed.</source>
        <translation>In {} ist kein Platz mehr: schaffen Sie Platz, oder wählen Sie einen Ordner auf einem anderen Datenträger. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>{} cannot be copied ({}), so nothing was changed. Choose another folder.</source>
        <translation>{} lässt sich nicht kopieren ({}), darum wurde nichts geändert. Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Which folder you chose cannot be kept in {} ({}): allow this user to write to it.</source>
        <translation>Welchen Ordner Sie gewählt haben, lässt sich in {} nicht aufheben ({}): erlauben Sie diesem Benutzer, dort zu schreiben.</translation>
    </message>
</context>
<context>
    <name>Servers</name>
    <message>
        <source>Trust a key &amp;file…</source>
        <translation>Schlüsseldatei &amp;hinzufügen…</translation>
    </message>
    <message>
        <source>Take trust &amp;back…</source>
        <translation>Vertrauen zurückz&amp;iehen…</translation>
    </message>
    <message>
        <source>Trust t&amp;his server</source>
        <translation>&amp;Ja, vertrauen</translation>
    </message>
    <message>
        <source>&amp;Leave it</source>
        <translation>Verwer&amp;fen</translation>
    </message>
    <message>
        <source>{} (for trying out)</source>
        <translation>{} (zum Ausprobieren)</translation>
    </message>
    <message>
        <source>Other keys have been trusted for this server until now: ask its owner why they are others.</source>
        <translation>Bisher wurde für diesen Server anderen Schlüsseln vertraut: fragen Sie seinen Betreiber, warum es andere sind.</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Fingerprints of its keys</source>
        <translation>Fingerabdrücke seiner Schlüssel</translation>
    </message>
    <message>
        <source>Li&amp;cense servers that you added</source>
        <translation>Hinzugef&amp;ügte Lizenzserver</translation>
    </message>
    <message>
        <source>A license is believed only where its server&apos;s signature is trusted. Whoever runs a server gives out its key file; compare the fingerprint with the one they tell you.</source>
        <translation>Eine Lizenz wird nur geglaubt, wo der Unterschrift ihres Servers vertraut wird. Wer einen Server betreibt, gibt dessen Schlüsseldatei heraus; vergleichen Sie den Fingerabdruck mit dem, den man Ihnen nennt.</translation>
    </message>
    <message>
        <source>No server was added.</source>
        <translation>Es wurde kein Server hinzugefügt.</translation>
    </message>
    <message>
        <source>The server {} signs with keys of these fingerprints:</source>
        <translation>Der Server {} unterschreibt mit Schlüsseln dieser Fingerabdrücke:</translation>
    </message>
</context>
<context>
    <name>SettingUp</name>
    <message>
        <source>No site could be reached. Check the network, or set a proxy.</source>
        <translation>Keine Seite war erreichbar. Prüfen Sie das Netz, oder tragen Sie einen Proxy ein.</translation>
    </message>
    <message>
        <source>Network settin&amp;gs…</source>
        <translation>Netzeinstellun&amp;gen…</translation>
    </message>
    <message>
        <source>Text size: {} %.</source>
        <translation>Schriftgröße: {} %.</translation>
    </message>
    <message>
        <source>Back up</source>
        <translation>Sichern</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>Sicherung zurückspielen</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>as the system</source>
        <translation>wie das System</translation>
    </message>
    <message>
        <source>light</source>
        <translation>hell</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>dunkel</translation>
    </message>
    <message>
        <source>the usual one</source>
        <translation>der übliche</translation>
    </message>
    <message>
        <source>the publisher&apos;s</source>
        <translation>die des Herausgebers</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>noch keine</translation>
    </message>
    <message>
        <source>the one your license came from</source>
        <translation>der, von dem Ihre Lizenz kommt</translation>
    </message>
    <message>
        <source>&amp;General</source>
        <translation>Allge&amp;mein</translation>
    </message>
    <message>
        <source>&amp;Sites</source>
        <translation>Sei&amp;ten</translation>
    </message>
    <message>
        <source>&amp;Network</source>
        <translation>&amp;Netz</translation>
    </message>
    <message>
        <source>&amp;Look</source>
        <translation>Aus&amp;sehen</translation>
    </message>
    <message>
        <source>Te&amp;xt size</source>
        <translation>Sch&amp;riftgröße</translation>
    </message>
    <message>
        <source>L&amp;anguage (from the next start)</source>
        <translation>Spr&amp;ache (ab dem nächsten Start)</translation>
    </message>
    <message>
        <source>P&amp;roxies, one a line</source>
        <translation>Pro&amp;xys, einer je Zeile</translation>
    </message>
    <message>
        <source>A password goes into this system&apos;s keyring, not into the settings.</source>
        <translation>Ein Passwort kommt in den Schlüsselbund des Systems, nicht in die Einstellungen.</translation>
    </message>
    <message>
        <source>&amp;Certificate authorities</source>
        <translation>Zerti&amp;fizierungsstellen</translation>
    </message>
    <message>
        <source>Address for up&amp;dates</source>
        <translation>Adresse für Up&amp;dates</translation>
    </message>
    <message>
        <source>L&amp;icense server</source>
        <translation>&amp;Lizenzserver</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>those built into the program</source>
        <translation>die ins Programm eingebauten</translation>
    </message>
    <message>
        <source>Name of the &amp;browser told to sites</source>
        <translation>Name des &amp;Browsers, der den Seiten gesagt wird</translation>
    </message>
    <message>
        <source>C&amp;hoose another folder…</source>
        <translation>Anderen Ordner &amp;wählen…</translation>
    </message>
    <message>
        <source>Named by {}, which goes before a choice made here.</source>
        <translation>Durch {} bestimmt, was einer Wahl hier vorgeht.</translation>
    </message>
    <message>
        <source>Show &amp;folder</source>
        <translation>&amp;Ordner zeigen</translation>
    </message>
    <message>
        <source>Back &amp;up…</source>
        <translation>S&amp;ichern…</translation>
    </message>
    <message>
        <source>R&amp;estore…</source>
        <translation>&amp;Zurückspielen…</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Library and searches</source>
        <translation>Bibliothek und Suchen</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gemerkt</translation>
    </message>
    <message>
        <source>Applied</source>
        <translation>Beworben</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>Ausgeblendet</translation>
    </message>
    <message>
        <source>Searches</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Last searched {}. Enter starts it again.</source>
        <translation>Zuletzt gesucht: {}. Eingabe startet die Suche noch einmal.</translation>
    </message>
</context>
<context>
    <name>SitePlace</name>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop {}</source>
        <translation>{} anhalten</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Try {} again</source>
        <translation>{} noch einmal versuchen</translation>
    </message>
    <message>
        <source>Stop {}; the other sites go on</source>
        <translation>{} anhalten; die anderen Seiten laufen weiter</translation>
    </message>
    <message>
        <source>A search is running: try again when it has ended.</source>
        <translation>Es läuft eine Suche: danach noch einmal versuchen.</translation>
    </message>
    <message>
        <source>{}, stopping…</source>
        <translation>{}, wird angehalten…</translation>
    </message>
    <message>
        <source>starts</source>
        <translation>beginnt</translation>
    </message>
    <message>
        <source>{}, waits until {}: {}</source>
        <translation>{}, wartet bis {}: {}</translation>
    </message>
    <message>
        <source>{} of {}</source>
        <translation>{} von {}</translation>
    </message>
    <message>
        <source>{}, {} merged</source>
        <translation>{}, {} zusammengeführt</translation>
    </message>
    <message>
        <source>{}, {} (again from {})</source>
        <translation>{}, {} (wieder ab {})</translation>
    </message>
    <message>
        <source>{}, {}</source>
        <translation>{}, {}</translation>
    </message>
</context>
<context>
    <name>SitesPanel</name>
    <message>
        <source>Sites to search</source>
        <translation>Zu durchsuchende Seiten</translation>
    </message>
    <message>
        <source>Not available at present</source>
        <translation>Zurzeit nicht verfügbar</translation>
    </message>
    <message>
        <source>Only for {}</source>
        <translation>Nur für {}</translation>
    </message>
    <message>
        <source>Not for this country</source>
        <translation>Nicht für dieses Land</translation>
    </message>
    <message>
        <source>no distance</source>
        <translation>kein Umkreis</translation>
    </message>
    <message>
        <source>at most {} jobs</source>
        <translation>höchstens {} Stellen</translation>
    </message>
    <message>
        <source>descriptions on opening</source>
        <translation>Beschreibungen beim Öffnen</translation>
    </message>
    <message>
        <source>a page every {} to {} s</source>
        <translation>alle {} bis {} s eine Seite</translation>
    </message>
</context>
<context>
    <name>SitesSettings</name>
    <message>
        <source>Search the sites that ser&amp;ve the country</source>
        <translation>Die Seiten durchsuchen, die es im Land &amp;gibt</translation>
    </message>
    <message>
        <source>each site&apos;s own</source>
        <translation>die der Seite selbst</translation>
    </message>
    <message>
        <source>Least &amp;pause between requests</source>
        <translation>Mindest&amp;pause zwischen Anfragen</translation>
    </message>
    <message>
        <source>No site is asked more often than its own pause allows, whatever is set here.</source>
        <translation>Keine Seite wird öfter gefragt, als ihre eigene Pause erlaubt, was hier auch steht.</translation>
    </message>
    <message>
        <source>search</source>
        <translation>durchsuchen</translation>
    </message>
    <message>
        <source>Search {}</source>
        <translation>{} durchsuchen</translation>
    </message>
    <message>
        <source>as above</source>
        <translation>wie oben</translation>
    </message>
    <message>
        <source>Least pause at {}</source>
        <translation>Mindestpause bei {}</translation>
    </message>
</context>
<context>
    <name>SourceStrip</name>
    <message>
        <source>How each site fares</source>
        <translation>Wie es um jede Seite steht</translation>
    </message>
</context>
<context>
    <name>Unusable</name>
    <message>
        <source>Restore a bac&amp;kup…</source>
        <translation>Sicherung &amp;zurückspielen…</translation>
    </message>
    <message>
        <source>Be&amp;gin anew</source>
        <translation>Neu be&amp;ginnen</translation>
    </message>
    <message>
        <source>{} is damaged, or was not made by this program, so nothing can be shown or searched.

Restore a backup in its place, or begin anew with no jobs. In either case the file is put aside under another name; nothing is deleted.</source>
        <translation>{} ist beschädigt oder nicht von diesem Programm, deshalb kann nichts gezeigt oder gesucht werden.

Spielen Sie an ihrer Stelle eine Sicherung zurück, oder beginnen Sie neu, ohne Stellen. In beiden Fällen wird die Datei unter anderem Namen aufgehoben; nichts wird gelöscht.</translation>
    </message>
</context>
<context>
    <name>UpdateDialog</name>
    <message>
        <source>A newer version</source>
        <translation>Eine neuere Version</translation>
    </message>
    <message>
        <source>&amp;What is new</source>
        <translation>&amp;Was neu ist</translation>
    </message>
    <message>
        <source>How much is fetched</source>
        <translation>Wie viel schon da ist</translation>
    </message>
    <message>
        <source>Open its &amp;page</source>
        <translation>&amp;Seite öffnen</translation>
    </message>
    <message>
        <source>&amp;Fetch the installer</source>
        <translation>&amp;Installationsdatei holen</translation>
    </message>
    <message>
        <source>Show fol&amp;der</source>
        <translation>&amp;Ordner zeigen</translation>
    </message>
</context>
<context>
    <name>Updating</name>
    <message>
        <source>Asking whether there is a newer version…</source>
        <translation>Es wird nach einer neueren Version gefragt…</translation>
    </message>
    <message>
        <source>This is the newest version, {}.</source>
        <translation>Das ist die neueste Version, {}.</translation>
    </message>
    <message>
        <source>JobSpy Desktop {} is out; this is {}.</source>
        <translation>JobSpy Desktop {} ist da; dies ist {}.</translation>
    </message>
    <message>
        <source>Fetched and verified: {}. Close this program, then open that file to install it.</source>
        <translation>Geholt und geprüft: {}. Beenden Sie dieses Programm und öffnen Sie dann diese Datei, um sie zu installieren.</translation>
    </message>
    <message>
        <source>Stopped; no file was kept.</source>
        <translation>Angehalten; es wurde keine Datei behalten.</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Search many job sites at once</source>
        <translation>Viele Stellenbörsen auf einmal durchsuchen</translation>
    </message>
    <message>
        <source>Type what you look for above and press Enter. What is found is kept on this computer: no account, nothing is sent anywhere but to the sites you search.</source>
        <translation>Geben Sie oben ein, was Sie suchen, und drücken Sie die Eingabetaste. Was gefunden wird, bleibt auf diesem Computer: kein Konto, und nichts geht irgendwohin außer an die durchsuchten Seiten.</translation>
    </message>
    <message>
        <source>Type &amp;keywords</source>
        <translation>Suchbegriffe ein&amp;geben</translation>
    </message>
    <message>
        <source>Try the pra&amp;ctice sites</source>
        <translation>Übungsseiten aus&amp;probieren</translation>
    </message>
    <message>
        <source>Made-up jobs, no network; kept apart from real ones</source>
        <translation>Erfundene Stellen, kein Netz; getrennt von den echten</translation>
    </message>
</context>
<context>
    <name>WhereBox</name>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Noch einmal</translation>
    </message>
    <message>
        <source>Use the &amp;usual folder</source>
        <translation>Üb&amp;lichen Ordner benutzen</translation>
    </message>
    <message>
        <source>C&amp;hoose another…</source>
        <translation>Anderen &amp;wählen…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>The usual folder is {}. What is in the one that was chosen stays there.</source>
        <translation>Der übliche Ordner ist {}. Was in dem gewählten ist, bleibt dort.</translation>
    </message>
    <message>
        <source>Where the data are to be</source>
        <translation>Wo die Daten sein sollen</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>not stated</source>
        <translation>keine Angabe</translation>
    </message>
    <message>
        <source>remote</source>
        <translation>mobil</translation>
    </message>
    <message>
        <source>hybrid</source>
        <translation>hybrid</translation>
    </message>
    <message>
        <source>on site</source>
        <translation>vor Ort</translation>
    </message>
    <message>
        <source>full-time</source>
        <translation>Vollzeit</translation>
    </message>
    <message>
        <source>part-time</source>
        <translation>Teilzeit</translation>
    </message>
    <message>
        <source>contract</source>
        <translation>Werkvertrag</translation>
    </message>
    <message>
        <source>temporary</source>
        <translation>befristet</translation>
    </message>
    <message>
        <source>internship</source>
        <translation>Praktikum</translation>
    </message>
    <message>
        <source>per diem</source>
        <translation>tageweise</translation>
    </message>
    <message>
        <source>volunteer</source>
        <translation>Ehrenamt</translation>
    </message>
    <message>
        <source>other</source>
        <translation>andere</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>stated by the employer</source>
        <translation>vom Arbeitgeber angegeben</translation>
    </message>
    <message>
        <source>the board&apos;s estimate</source>
        <translation>von der Seite geschätzt</translation>
    </message>
    <message>
        <source>read from the text</source>
        <translation>aus dem Text gelesen</translation>
    </message>
    <message>
        <source>asked to slow down</source>
        <translation>bittet um langsamere Anfragen</translation>
    </message>
    <message>
        <source>blocked by the site</source>
        <translation>von der Seite gesperrt</translation>
    </message>
    <message>
        <source>cannot be reached</source>
        <translation>nicht erreichbar</translation>
    </message>
    <message>
        <source>answered, but could not be read</source>
        <translation>hat geantwortet, war aber nicht lesbar</translation>
    </message>
    <message>
        <source>does not take this search</source>
        <translation>nimmt diese Suche nicht an</translation>
    </message>
    <message>
        <source>stopped by you</source>
        <translation>von Ihnen angehalten</translation>
    </message>
    <message>
        <source>the search engine stopped</source>
        <translation>die Suchmaschine hielt an</translation>
    </message>
    <message>
        <source>stopped by a fault of this program</source>
        <translation>durch einen Fehler dieses Programms angehalten</translation>
    </message>
    <message>
        <source>up to {}</source>
        <translation>bis {}</translation>
    </message>
    <message>
        <source>from {}</source>
        <translation>ab {}</translation>
    </message>
    <message>
        <source>{} to {}</source>
        <translation>{} bis {}</translation>
    </message>
    <message>
        <source>k</source>
        <comment>thousands, after an amount in a column</comment>
        <translation>k</translation>
    </message>
    <message>
        <source>M</source>
        <comment>millions, after an amount in a column</comment>
        <translation>&#xa0;Mio.</translation>
    </message>
    <message>
        <source>h</source>
        <comment>an hour, in a column</comment>
        <translation>Std.</translation>
    </message>
    <message>
        <source>day</source>
        <comment>in a column</comment>
        <translation>Tag</translation>
    </message>
    <message>
        <source>wk</source>
        <comment>a week, in a column</comment>
        <translation>Woche</translation>
    </message>
    <message>
        <source>mo</source>
        <comment>a month, in a column</comment>
        <translation>Mon.</translation>
    </message>
    <message>
        <source>yr</source>
        <comment>a year, in a column</comment>
        <translation>J.</translation>
    </message>
    <message>
        <source>an hour</source>
        <translation>in der Stunde</translation>
    </message>
    <message>
        <source>a day</source>
        <translation>am Tag</translation>
    </message>
    <message>
        <source>a week</source>
        <translation>in der Woche</translation>
    </message>
    <message>
        <source>a month</source>
        <translation>im Monat</translation>
    </message>
    <message>
        <source>a year</source>
        <translation>im Jahr</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>{} h</source>
        <translation>{} Std.</translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message>
        <source>{} d</source>
        <translation>{} T.</translation>
    </message>
    <message>
        <source>{}, to the hour</source>
        <translation>{}, auf die Stunde genau</translation>
    </message>
    <message>
        <source>{} or in the week before</source>
        <translation>{} oder in der Woche davor</translation>
    </message>
    <message>
        <source>{} or in the month before</source>
        <translation>{} oder im Monat davor</translation>
    </message>
    <message>
        <source>Asked {}</source>
        <translation>Gefragt {}</translation>
    </message>
    <message>
        <source>received {}</source>
        <translation>erhalten {}</translation>
    </message>
    <message>
        <source>unreadable {}</source>
        <translation>unlesbar {}</translation>
    </message>
    <message>
        <source>filtered {}</source>
        <translation>gefiltert {}</translation>
    </message>
    <message>
        <source>merged {}</source>
        <translation>zusammengeführt {}</translation>
    </message>
    <message>
        <source>new {}</source>
        <translation>neu {}</translation>
    </message>
    <message>
        <source>seen before {}</source>
        <translation>schon bekannt {}</translation>
    </message>
    <message>
        <source>without the description asked for {}</source>
        <translation>ohne die gewünschte Beschreibung {}</translation>
    </message>
    <message>
        <source>All sites were stopped by you.</source>
        <translation>Alle Seiten wurden von Ihnen angehalten.</translation>
    </message>
    <message>
        <source>Stopped by you: {}.</source>
        <translation>Von Ihnen angehalten: {}.</translation>
    </message>
    <message>
        <source>not remote</source>
        <translation>nicht mobil</translation>
    </message>
    <message>
        <source>job type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>too old</source>
        <translation>zu alt</translation>
    </message>
    <message>
        <source>no easy apply</source>
        <translation>keine Schnellbewerbung</translation>
    </message>
    <message>
        <source>easy apply</source>
        <translation>Schnellbewerbung</translation>
    </message>
    <message>
        <source>company</source>
        <translation>Firma</translation>
    </message>
    <message>
        <source>word</source>
        <translation>Wort</translation>
    </message>
    <message>
        <source>age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>pay</source>
        <translation>Gehalt</translation>
    </message>
    <message>
        <source>not stated: {}</source>
        <translation>keine Angabe: {}</translation>
    </message>
    <message>
        <source>pay below {}</source>
        <translation>Gehalt unter {}</translation>
    </message>
</context>
</TS>
