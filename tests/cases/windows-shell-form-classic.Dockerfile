# escape=`
#: builder classic@28.5/windows
#: argv ["cmd /S /C dir c:\\  /w"]
FROM scratch
CMD dir c:\  /w
