<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Counting</name>
    <message numerus="yes">
        <source>%n job(s)</source>
        <translation>
            <numerusform>%n job</numerusform>
            <numerusform>%n jobs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Hiding</name>
    <message numerus="yes">
        <source>%n job(s) that pass the filters are hidden.</source>
        <translation>
            <numerusform>The one job that passes the filters is hidden.</numerusform>
            <numerusform>%n jobs that pass the filters are hidden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n job(s) this search found are hidden.</source>
        <translation>
            <numerusform>The one job this search found is hidden.</numerusform>
            <numerusform>All %n jobs this search found are hidden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n new job(s) are hidden.</source>
        <translation>
            <numerusform>The one new job is hidden.</numerusform>
            <numerusform>All %n new jobs are hidden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n job(s) that are kept are hidden.</source>
        <translation>
            <numerusform>The one job that is kept is hidden.</numerusform>
            <numerusform>All %n jobs that are kept are hidden.</numerusform>
        </translation>
    </message>
</context>
</TS>
