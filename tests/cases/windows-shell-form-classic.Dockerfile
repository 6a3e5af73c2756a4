# escape=`
#: builder classic@28.5/windows
#: base nano {"os": "windows"}
#: argv ["cmd /S /C dir c:\\  /w"]
FROM nano
CMD dir c:\  /w
