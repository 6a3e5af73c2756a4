# escape=`
#: argv ["powershell", "-Command", "$ErrorActionPreference = 'Stop';", "Write-Host a   b\\c"]
FROM scratch
SHELL ["powershell", "-Command", "$ErrorActionPreference = 'Stop';"]
CMD Write-Host a `
  b\c
