package main

import (
	"flag"
	"net/http"
)

func main() {
	port := flag.String("port", "80", "where to listen")
	flag.Parse()
	http.ListenAndServe(":"+*port, http.FileServer(http.Dir("/")))
}
