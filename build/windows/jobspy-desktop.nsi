; The Windows installer: for one user, no administrator needed; over an older version in place.
; makensis -DVERSION=0.1.0 -DBUNDLE=folder -DICON=file.ico -DOUT=file.exe jobspy-desktop.nsi
Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
!include MUI2.nsh
Name "JobSpy Desktop"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\JobSpy Desktop"
InstallDirRegKey HKCU "Software\JobSpy Desktop" "Folder"
RequestExecutionLevel user
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\JobSpyDesktop"
!define DATA "$LOCALAPPDATA\jobspy-desktop"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"
LangString AskData ${LANG_ENGLISH} "Remove the jobs you have kept, and the settings, as well? They cannot be brought back."
LangString AskData ${LANG_GERMAN} "Auch die gemerkten Stellen und die Einstellungen entfernen? Sie lassen sich nicht wiederherstellen."

Section "Install"
  ; Files of an older version go first: none of its libraries is to be found by the new one.
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${BUNDLE}/*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\JobSpy Desktop.lnk" "$INSTDIR\jobspy-desktop-gui.exe"
  WriteRegStr HKCU "Software\JobSpy Desktop" "Folder" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "JobSpy Desktop"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\jobspy-desktop-gui.exe"
SectionEnd

Section "Uninstall"
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\jobspy-desktop.exe"
  Delete "$INSTDIR\jobspy-desktop-gui.exe"
  Delete "$INSTDIR\THIRD-PARTY-NOTICES"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\JobSpy Desktop.lnk"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\JobSpy Desktop"
  ; Where nobody can be asked (/S), the data stays.
  IfSilent keep
  IfFileExists "${DATA}\*.*" 0 keep
  MessageBox MB_YESNO|MB_DEFBUTTON2|MB_ICONQUESTION "$(AskData)" IDNO keep
  RMDir /r "${DATA}"
  keep:
SectionEnd
