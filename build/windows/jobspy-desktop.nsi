; The Windows installer: for one user, no administrator needed; over an older version in place.
; makensis -DVERSION=0.1.0 -DBUNDLE=folder -DICON=file.ico -DOUT=file.exe jobspy-desktop.nsi
; `sh build/windows/prove.sh` has it made and run.
Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
SetCompressorDictSize 64  ; MB: the modules are in each of the three programs, and are packed once so
!include MUI2.nsh
!include FileFunc.nsh
!define NAME "JobSpy Desktop"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\JobSpyDesktop"
!define DATA "$LOCALAPPDATA\jobspy-desktop"
Name "${NAME}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "Software\${NAME}" "Folder"
RequestExecutionLevel user
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "FileDescription" "Installs ${NAME}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "MIT license"
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"
LangString AskData ${LANG_ENGLISH} "Remove the jobs you have kept, and the settings, as well? They cannot be brought back."
LangString AskData ${LANG_GERMAN} "Auch die gemerkten Stellen und die Einstellungen entfernen? Sie lassen sich nicht wiederherstellen."
LangString InUse ${LANG_ENGLISH} "${NAME} is running. Close it, then try again."
LangString InUse ${LANG_GERMAN} "${NAME} läuft noch. Beenden Sie es und versuchen Sie es dann noch einmal."

; A program that runs cannot be written over: nothing is touched before it is closed.
!macro WaitUntilClosed PROGRAM
  Push $0
  again_${PROGRAM}:
  IfFileExists "$INSTDIR\${PROGRAM}.exe" 0 free_${PROGRAM}
  ClearErrors
  FileOpen $0 "$INSTDIR\${PROGRAM}.exe" a
  IfErrors 0 close_${PROGRAM}
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(InUse)" /SD IDCANCEL IDRETRY again_${PROGRAM}
  SetErrorLevel 3
  Abort
  close_${PROGRAM}:
  FileClose $0
  free_${PROGRAM}:
  Pop $0
!macroend

Section "Install"
  !insertmacro WaitUntilClosed jobspy-desktop-gui
  !insertmacro WaitUntilClosed jobspy-desktop
  !insertmacro WaitUntilClosed jobspy-license-server
  ; Files of an older version go first: none of its libraries is to be found by the new one.
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${BUNDLE}/*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\jobspy-desktop-gui.exe"
  WriteRegStr HKCU "Software\${NAME}" "Folder" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "The JobSpy Desktop developers"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\jobspy-desktop-gui.exe"
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" $0
SectionEnd

Section "Uninstall"
  !insertmacro WaitUntilClosed jobspy-desktop-gui
  !insertmacro WaitUntilClosed jobspy-desktop
  !insertmacro WaitUntilClosed jobspy-license-server
  ; Only what was installed: other files that somebody has put beside it stay.
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\jobspy-desktop.exe"
  Delete "$INSTDIR\jobspy-desktop-gui.exe"
  Delete "$INSTDIR\jobspy-license-server.exe"
  Delete "$INSTDIR\THIRD-PARTY-NOTICES"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\${NAME}"
  ; Where nobody can be asked (/S), the data stays.
  IfSilent keep
  IfFileExists "${DATA}\*.*" 0 keep
  MessageBox MB_YESNO|MB_DEFBUTTON2|MB_ICONQUESTION "$(AskData)" IDNO keep
  RMDir /r "${DATA}"
  keep:
SectionEnd
