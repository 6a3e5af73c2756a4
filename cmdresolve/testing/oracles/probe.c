/*
 * A container's first process that tells what it sees of itself.
 *
 * One fact a line: a name, a blank, a value.  Words are written in hexadecimal, because no log
 * keeps every byte.  Built without shared libraries, it runs in an image that holds nothing else.
 *
 *   argv HEX    each word of the process, in order
 *   pid N       its number in its own namespace
 *   cwd HEX     its working directory
 *   pid1 HEX    /proc/1/cmdline as it is, a zero byte after each word
 *   end         everything above is whole
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void hex(const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        printf("%02x", (unsigned char)bytes[i]);
}

int main(int argc, char **argv)
{
    char buffer[65536];
    ssize_t length;
    int file;

    for (int i = 0; i < argc; i++) {
        printf("argv ");
        hex(argv[i], strlen(argv[i]));
        putchar('\n');
    }
    printf("pid %d\n", (int)getpid());
    if (getcwd(buffer, sizeof buffer)) {
        printf("cwd ");
        hex(buffer, strlen(buffer));
        putchar('\n');
    }
    file = open("/proc/1/cmdline", O_RDONLY);
    if (file >= 0) {
        printf("pid1 ");
        while ((length = read(file, buffer, sizeof buffer)) > 0)
            hex(buffer, (size_t)length);
        putchar('\n');
    }
    puts("end");
    return 0;
}
