/* Stands between a process and the disk (LD_PRELOAD), for the files of one folder.
 *
 * It writes down every change of these files, in order, with its content (for the simulation of a
 * power cut), and makes the n-th change and all after it fail, or take their time. Only the calls
 * that SQLite and Python make are known to it. What is told by weather_note() stands in the same
 * record, so that one knows what was acknowledged before which change.
 *
 * Each entry: a letter, the length of the path, the offset, the length of the content (three 64-bit
 * numbers in the order of the machine), the path, the content.
 *   W written   T cut to a length   S synced   U removed   C made   R renamed (content: the new path)
 *   D a folder was synced           N a note
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static char folder[PATH_MAX];
static int record_to = -1;
static long changes = 0, fails_from = -1;
static int fails_with = 0, reads_too = 0;
static unsigned slow_for = 0; /* microseconds at each change */

/* ---- asked by the process itself, through ctypes */

void weather_watch(const char *path, const char *record) {
    strncpy(folder, path, sizeof folder - 1);
    record_to = record[0] ? REAL(open)(record, O_WRONLY | O_CREAT | O_APPEND, 0600) : -1;
    changes = 0;
}

void weather_fail(long from, int with, int reads) {
    fails_from = from < 0 ? -1 : changes + from;
    fails_with = with;
    reads_too = reads;
}

void weather_slow(unsigned microseconds) { slow_for = microseconds; }

long weather_changes(void) { return changes; }

static void entry(char kind, const char *path, int64_t at, const void *content, int64_t size) {
    if (record_to < 0) return;
    int64_t head[3] = {(int64_t)strlen(path), at, size};
    struct iovec parts[4] = {{&kind, 1}, {head, sizeof head}, {(void *)path, strlen(path)},
                             {(void *)content, (size_t)size}};
    ssize_t ignored = writev(record_to, parts, size ? 4 : 3);
    (void)ignored;
}

void weather_note(const char *words) {
    pthread_mutex_lock(&turn);
    entry('N', "", 0, words, (int64_t)strlen(words));
    pthread_mutex_unlock(&turn);
}

/* ---- what is watched */

static int is_watched(const char *path) {
    size_t size = strlen(folder);
    return size && !strncmp(path, folder, size) && !strstr(path, "-shm");
}

static int path_of(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t size = readlink(link, path, PATH_MAX - 1);
    if (size < 0) return 0;
    path[size] = 0;
    return is_watched(path);
}

/* Whether this change is to fail; else it is done while the turn is held, then noted. */
static int fails(void) {
    long number = changes++;
    if (slow_for) usleep(slow_for);
    if (fails_from < 0 || number < fails_from) return 0;
    errno = fails_with;
    return 1;
}

#define CHANGE(fd, call, note)                                                                     \
    char path[PATH_MAX];                                                                           \
    if (fd == record_to || !path_of(fd, path)) return call;                                        \
    pthread_mutex_lock(&turn);                                                                     \
    __typeof__(call) done = -1;                                                                    \
    if (!fails()) {                                                                                \
        done = call;                                                                               \
        if (done >= 0) note;                                                                       \
    }                                                                                              \
    int kept = errno;                                                                              \
    pthread_mutex_unlock(&turn);                                                                   \
    errno = kept;                                                                                  \
    return done;

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) {
    CHANGE(fd, REAL(pwrite64)(fd, data, size, at), entry('W', path, at, data, done))
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) {
    CHANGE(fd, REAL(pwrite)(fd, data, size, at), entry('W', path, at, data, done))
}
ssize_t write(int fd, const void *data, size_t size) {
    CHANGE(fd, REAL(write)(fd, data, size),
           entry('W', path, lseek(fd, 0, SEEK_CUR) - done, data, done))
}
int ftruncate64(int fd, off64_t size) {
    CHANGE(fd, REAL(ftruncate64)(fd, size), entry('T', path, size, "", 0))
}
int ftruncate(int fd, off_t size) {
    CHANGE(fd, REAL(ftruncate)(fd, size), entry('T', path, size, "", 0))
}

static char kind_of_sync(int fd) {
    struct stat found;
    return !fstat(fd, &found) && S_ISDIR(found.st_mode) ? 'D' : 'S';
}
int fsync(int fd) { CHANGE(fd, REAL(fsync)(fd), entry(kind_of_sync(fd), path, 0, "", 0)) }
int fdatasync(int fd) { CHANGE(fd, REAL(fdatasync)(fd), entry(kind_of_sync(fd), path, 0, "", 0)) }

#define NAMED(watched, call, note)                                                                 \
    char path[PATH_MAX];                                                                           \
    if (!realpath(watched, path) || !is_watched(path)) return call;                                \
    pthread_mutex_lock(&turn);                                                                     \
    int done = -1;                                                                                 \
    if (!fails()) {                                                                                \
        done = call;                                                                               \
        if (done >= 0) note;                                                                       \
    }                                                                                              \
    int kept = errno;                                                                              \
    pthread_mutex_unlock(&turn);                                                                   \
    errno = kept;                                                                                  \
    return done;

int unlink(const char *name) { NAMED(name, REAL(unlink)(name), entry('U', path, 0, "", 0)) }
int rename(const char *from, const char *to) {
    NAMED(from, REAL(rename)(from, to), entry('R', path, 0, to, (int64_t)strlen(to)))
}

static int opened(const char *name, int flags, int fd) {
    char path[PATH_MAX];
    if (fd >= 0 && (flags & O_CREAT) && path_of(fd, path)) {
        pthread_mutex_lock(&turn);
        entry('C', path, 0, "", 0);
        pthread_mutex_unlock(&turn);
    }
    return fd;
}
static int refused(const char *name, int flags) {
    if (fails_from < 0 || changes < fails_from || !is_watched(name)) return 0;
    if (!(flags & (O_CREAT | O_WRONLY | O_RDWR)) && !reads_too) return 0;
    if (fails_with == ENOSPC && (!(flags & O_CREAT) || !access(name, F_OK))) return 0;
    errno = fails_with;
    return 1;
}
#define OPEN(symbol)                                                                               \
    int symbol(const char *name, int flags, ...) {                                                 \
        va_list rest;                                                                              \
        va_start(rest, flags);                                                                     \
        mode_t mode = va_arg(rest, mode_t);                                                        \
        va_end(rest);                                                                              \
        if (refused(name, flags)) return -1;                                                       \
        return opened(name, flags, REAL(symbol)(name, flags, mode));                               \
    }
OPEN(open)
OPEN(open64)

#define READ(call)                                                                                 \
    char path[PATH_MAX];                                                                           \
    if (reads_too && fails_from >= 0 && changes >= fails_from && path_of(fd, path)) {              \
        errno = fails_with;                                                                        \
        return -1;                                                                                 \
    }                                                                                              \
    return call;
ssize_t pread64(int fd, void *data, size_t size, off64_t at) {
    READ(REAL(pread64)(fd, data, size, at))
}
ssize_t pread(int fd, void *data, size_t size, off_t at) { READ(REAL(pread)(fd, data, size, at)) }
ssize_t read(int fd, void *data, size_t size) { READ(REAL(read)(fd, data, size)) }
