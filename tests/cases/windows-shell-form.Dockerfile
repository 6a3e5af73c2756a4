# escape=`
#: platform windows/amd64
#: argv ["cmd", "/S", "/C", "dir c:\\  /w"]
FROM scratch
CMD dir c:\  /w
