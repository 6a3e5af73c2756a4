#: argv ["/bin/sh", "-c", "export H=`awk '{print $1}'` &&     sed 's/a/b/' x     && exec java"]
FROM scratch
CMD export H=`awk '{print $1}'` && \
    sed 's/a/b/' x \
    && exec java
