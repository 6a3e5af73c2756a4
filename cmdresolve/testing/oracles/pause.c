/*
 * The first process of a Pod: it waits, so that the Pod stays.
 */
#include <unistd.h>

int main(void)
{
    for (;;)
        pause();
}
