/*
 * Stands between a program and its files, to be preloaded (LD_PRELOAD).
 *
 * Only files in the folder FAULTS_FOLDER are watched. Two uses, apart or together:
 *
 * FAULTS_LOG names a file that gets a record of everything that changes a watched file, in
 * order: a header, the file's name, for a write its bytes. What a power cut would leave is
 * worked out from it afterwards.
 *
 * Writing "CALL AT ERRNO TIMES" to a watched file named "arm" lets calls fail from then on: the
 * AT-th (from 1) of CALL (write, sync, truncate) and those after it, TIMES in all, with that
 * error. A write that fails for want of room has half of its bytes written first. CALL "none"
 * ends it. Each such writing first tells in the file "armed" how many of the calls armed before
 * there were.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define MOST_FILES 4096

struct record {
    char kind; /* C created, W written, T truncated, S synced, U unlinked, R renamed */
    char pad[3];
    uint32_t name;   /* bytes of the name that follows */
    uint64_t offset; /* of a write; the size of a truncation; the bytes of a new name */
    uint64_t size;   /* bytes that follow the name */
};

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static char *names[MOST_FILES];
static int log_file = -1;
static const char *folder;
static size_t folder_length;
static char failing[16] = "none";
static long fail_at, fail_errno, fail_times, calls, halved;

static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_ftruncate)(int, off_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_open)(const char *, int, ...);
static int (*real_close)(int);
static int (*real_unlink)(const char *);
static int (*real_rename)(const char *, const char *);

static void __attribute__((constructor)) begin(void) {
    real_write = dlsym(RTLD_NEXT, "write");
    real_pwrite = dlsym(RTLD_NEXT, "pwrite");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    real_open = dlsym(RTLD_NEXT, "open");
    real_close = dlsym(RTLD_NEXT, "close");
    real_unlink = dlsym(RTLD_NEXT, "unlink");
    real_rename = dlsym(RTLD_NEXT, "rename");
    folder = getenv("FAULTS_FOLDER");
    folder_length = folder ? strlen(folder) : 0;
    const char *log = getenv("FAULTS_LOG");
    if (log)
        log_file = real_open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* The part of a path behind the folder, NULL for a file elsewhere. */
static const char *watched(const char *path) {
    if (!folder || strncmp(path, folder, folder_length) != 0 || path[folder_length] != '/')
        return NULL;
    return path + folder_length + 1;
}

static const char *name_of(int file) {
    return file >= 0 && file < MOST_FILES ? names[file] : NULL;
}

static void note(char kind, const char *name, uint64_t offset, const void *data, size_t size) {
    struct record head = {kind, {0}, (uint32_t)strlen(name), offset, size};
    if (log_file < 0)
        return;
    if (real_write(log_file, &head, sizeof head) != sizeof head ||
        real_write(log_file, name, head.name) != (ssize_t)head.name ||
        (size && real_write(log_file, data, size) != (ssize_t)size))
        abort();
}

static int fails(const char *call) {
    if (strcmp(failing, call) != 0)
        return 0;
    calls++;
    if (calls < fail_at || calls >= fail_at + fail_times)
        return 0;
    errno = (int)fail_errno;
    return 1;
}

/* Whether a write is refused; the first for want of room is first let through by half. */
static int refused(size_t *size) {
    if (!fails("write"))
        return 0;
    if (errno != ENOSPC || *size < 2 || halved)
        return 1;
    halved = 1;
    calls--;
    *size /= 2;
    return 0;
}

static void tell_calls(void) {
    char path[4096], words[32];
    snprintf(path, sizeof path, "%s/armed", folder);
    int file = real_open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    int size = snprintf(words, sizeof words, "%ld", calls);
    if (file < 0 || real_write(file, words, (size_t)size) != size || real_close(file) != 0)
        abort();
}

static void arm(const void *data, size_t size) {
    char words[64];
    tell_calls();
    if (size >= sizeof words)
        abort();
    memcpy(words, data, size);
    words[size] = 0;
    calls = halved = 0;
    if (sscanf(words, "%15s %ld %ld %ld", failing, &fail_at, &fail_errno, &fail_times) < 1)
        abort();
}

static ssize_t put(int file, const void *data, size_t size, off_t offset, int at_offset) {
    const char *name = name_of(file);
    if (!name)
        return at_offset ? real_pwrite(file, data, size, offset) : real_write(file, data, size);
    pthread_mutex_lock(&turn);
    ssize_t done = -1;
    if (strcmp(name, "arm") == 0) {
        arm(data, size);
        done = (ssize_t)size;
    } else if (!refused(&size)) {
        if (!at_offset) {
            struct stat found;
            int append = (fcntl(file, F_GETFL) & O_APPEND) != 0;
            offset = append && fstat(file, &found) == 0 ? found.st_size : lseek(file, 0, SEEK_CUR);
        }
        done = at_offset ? real_pwrite(file, data, size, offset) : real_write(file, data, size);
        if (done > 0)
            note('W', name, (uint64_t)offset, data, (size_t)done);
    }
    pthread_mutex_unlock(&turn);
    return done;
}

ssize_t write(int file, const void *data, size_t size) { return put(file, data, size, 0, 0); }

ssize_t pwrite(int file, const void *data, size_t size, off_t offset) {
    return put(file, data, size, offset, 1);
}

ssize_t pwrite64(int file, const void *data, size_t size, off64_t offset) {
    return put(file, data, size, offset, 1);
}

int ftruncate(int file, off_t size) {
    const char *name = name_of(file);
    if (!name)
        return real_ftruncate(file, size);
    pthread_mutex_lock(&turn);
    int done = fails("truncate") ? -1 : real_ftruncate(file, size);
    if (done == 0)
        note('T', name, (uint64_t)size, NULL, 0);
    pthread_mutex_unlock(&turn);
    return done;
}

int ftruncate64(int file, off64_t size) { return ftruncate(file, size); }

static int sync_with(int (*real)(int), int file) {
    const char *name = name_of(file);
    if (!name)
        return real(file);
    pthread_mutex_lock(&turn);
    int done = fails("sync") ? -1 : 0; /* the log is the disk: no need to wait for the real one */
    if (done == 0)
        note('S', name, 0, NULL, 0);
    pthread_mutex_unlock(&turn);
    return done;
}

int fsync(int file) { return sync_with(real_fsync, file); }

int fdatasync(int file) { return sync_with(real_fdatasync, file); }

static int opened(int file, const char *path, int flags, int was_there) {
    const char *name = watched(path);
    if (file < 0 || file >= MOST_FILES)
        return file;
    pthread_mutex_lock(&turn);
    free(names[file]);
    /* a folder is opened to be synced; an empty name stands for the one that is watched */
    names[file] = name ? strdup(name) : folder && strcmp(path, folder) == 0 ? strdup("") : NULL;
    if (name && !was_there)
        note('C', name, 0, NULL, 0);
    if (name && was_there && (flags & O_TRUNC))
        note('T', name, 0, NULL, 0);
    pthread_mutex_unlock(&turn);
    return file;
}

static int open_with(const char *path, int flags, mode_t mode) {
    struct stat found;
    int was_there = watched(path) ? stat(path, &found) == 0 : 1;
    return opened(real_open(path, flags, mode), path, flags, was_there);
}

int open(const char *path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0;
    va_end(more);
    return open_with(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0;
    va_end(more);
    return open_with(path, flags | O_LARGEFILE, mode);
}

int close(int file) {
    pthread_mutex_lock(&turn);
    if (file >= 0 && file < MOST_FILES) {
        free(names[file]);
        names[file] = NULL;
    }
    pthread_mutex_unlock(&turn);
    return real_close(file);
}

int unlink(const char *path) {
    const char *name = watched(path);
    pthread_mutex_lock(&turn);
    int done = real_unlink(path);
    if (done == 0 && name)
        note('U', name, 0, NULL, 0);
    pthread_mutex_unlock(&turn);
    return done;
}

int rename(const char *from, const char *to) {
    const char *old = watched(from), *new = watched(to);
    pthread_mutex_lock(&turn);
    int done = real_rename(from, to);
    if (done == 0 && old && new)
        note('R', old, strlen(new), new, strlen(new));
    pthread_mutex_unlock(&turn);
    return done;
}
