@echo off
rem Set up (once), then run ccmcost in the folder you are in. Without arguments: the main job, ccmcost apportion msp11; by a
rem double click: the office in the browser, in the folder "office" of your own folder, which is made if it is not there.
setlocal
set "home=%~dp0.."
set "python=%home%\.venv\Scripts\python.exe"
set "lock=%home%\requirements\run.txt"
set "stamp=%home%\.venv\.ready-cmd"
set "pip=-m pip --disable-pip-version-check --no-input"
if exist "%python%" fc /b "%lock%" "%stamp%" >nul 2>&1 && goto ready
echo Setting up .venv with the locked packages of requirements\run.txt (once; a minute or more, by network) ... 1>&2
if not exist "%python%" (py -3 -m venv "%home%\.venv" || exit /b 1)
"%python%" %pip% install --quiet --no-deps --require-hashes -r "%lock%" || exit /b 1
"%python%" %pip% install --quiet --no-deps --no-build-isolation -e "%home%" || exit /b 1
"%python%" %pip% check 1>&2 || exit /b 1
copy /y "%lock%" "%stamp%" >nul || exit /b 1
:ready
if "%~1"=="" (echo %cmdcmdline% | find /i "%~f0" >nul 2>&1 && goto office)
if "%~1"=="" ("%home%\.venv\Scripts\ccmcost.exe" apportion msp11) else ("%home%\.venv\Scripts\ccmcost.exe" %*)
exit /b %errorlevel%
:office
if not exist "%USERPROFILE%\office" mkdir "%USERPROFILE%\office" || exit /b 1
cd /d "%USERPROFILE%\office"
"%home%\.venv\Scripts\ccmcost.exe" app
if errorlevel 1 pause
exit /b %errorlevel%
