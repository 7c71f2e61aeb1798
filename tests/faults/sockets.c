/*
 * Tells of every socket a program makes, to be preloaded (LD_PRELOAD).
 *
 * The file named by FAULTS_SOCKETS gets a line for each: "socket FAMILY" when one is made,
 * "connect FAMILY" when it is to reach something, "lookup HOST" when a name is asked for.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void tell(const char *what, int family, const char *host) {
    char line[256];
    const char *path = getenv("FAULTS_SOCKETS");
    int file = path ? open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
    int size = host ? snprintf(line, sizeof line, "%s %.200s\n", what, host)
                    : snprintf(line, sizeof line, "%s %d\n", what, family);
    if (file < 0 || write(file, line, (size_t)size) != size)
        return;
    close(file);
}

int socket(int family, int type, int protocol) {
    int (*real)(int, int, int) = dlsym(RTLD_NEXT, "socket");
    tell("socket", family, NULL);
    return real(family, type, protocol);
}

int connect(int file, const struct sockaddr *to, socklen_t size) {
    int (*real)(int, const struct sockaddr *, socklen_t) = dlsym(RTLD_NEXT, "connect");
    tell("connect", to->sa_family, NULL);
    return real(file, to, size);
}

int getaddrinfo(const char *host, const char *service, const struct addrinfo *hints,
                struct addrinfo **found) {
    int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **) =
        dlsym(RTLD_NEXT, "getaddrinfo");
    tell("lookup", 0, host ? host : "-");
    return real(host, service, hints, found);
}
