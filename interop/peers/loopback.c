/* A preloaded shim that keeps a desktop XMPP client on this machine's loopback, IPv4 only.
 *
 *   PEER_ADDRESS   a 127/8 address: what binds to "any address" is bound here, and it is the one
 *                  address of its own that libnice (Dino's source of candidates) gets to see
 *   PEER_SERVER    ADDRESS:PORT: what a client that knows no port setting finds at port 5222
 *   PEER_TRUST     a PEM file: takes the place of the system's certificate authorities in GnuTLS
 *
 *   PEER_ISLAND    when set, every connection but those to PEER_SERVER is refused
 *
 * Connections and listeners outside 127/8 fail as on a machine without network, names other than
 * "localhost" do not resolve, no DNS query leaves, and there is no IPv6. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <resolv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static struct in_addr own_address(void) {
    struct in_addr own = {htonl(INADDR_LOOPBACK)};
    const char *text = getenv("PEER_ADDRESS");
    if (text) inet_pton(AF_INET, text, &own);
    return own;
}

static int is_loopback(struct in_addr a) { return ntohl(a.s_addr) >> 24 == 127; }

/* Clients try IPv6 first and go on with IPv4 where the kernel has none. */
int socket(int domain, int type, int protocol) {
    if (domain == AF_INET6) {
        errno = EAFNOSUPPORT;
        return -1;
    }
    return REAL(socket)(domain, type, protocol);
}

int bind(int fd, const struct sockaddr *given, socklen_t length) {
    if (!given || given->sa_family != AF_INET) return REAL(bind)(fd, given, length);
    struct sockaddr_in to = *(const struct sockaddr_in *)given;
    if (to.sin_addr.s_addr == htonl(INADDR_ANY)) to.sin_addr = own_address();
    if (!is_loopback(to.sin_addr)) {
        errno = EADDRNOTAVAIL;
        return -1;
    }
    return REAL(bind)(fd, (struct sockaddr *)&to, sizeof to);
}

static void redirect_to_server(struct sockaddr_in *to) {
    char text[64];
    const char *server = getenv("PEER_SERVER");
    if (!server || to->sin_port != htons(5222)) return;
    snprintf(text, sizeof text, "%s", server);
    char *port = strchr(text, ':');
    if (!port) return;
    *port++ = 0;
    if (inet_pton(AF_INET, text, &to->sin_addr) == 1) to->sin_port = htons((in_port_t)atoi(port));
}

static int is_server(const struct sockaddr_in *to) {
    const char *server = getenv("PEER_SERVER");
    char host[INET_ADDRSTRLEN], text[64];
    inet_ntop(AF_INET, &to->sin_addr, host, sizeof host);
    snprintf(text, sizeof text, "%s:%d", host, ntohs(to->sin_port));
    return server && !strcmp(server, text);
}

int connect(int fd, const struct sockaddr *given, socklen_t length) {
    if (!given || given->sa_family != AF_INET) return REAL(connect)(fd, given, length);
    struct sockaddr_in to = *(const struct sockaddr_in *)given;
    if (!is_loopback(to.sin_addr)) {
        errno = ENETUNREACH;
        return -1;
    }
    redirect_to_server(&to);
    if (getenv("PEER_ISLAND") && !is_server(&to)) {
        errno = ECONNREFUSED;
        return -1;
    }
    return REAL(connect)(fd, (struct sockaddr *)&to, sizeof to);
}

int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **result) {
    struct in_addr a;
    int here = !node || !strcmp(node, "localhost") || (inet_pton(AF_INET, node, &a) == 1 && is_loopback(a));
    return here ? REAL(getaddrinfo)(node, service, hints, result) : EAI_NONAME;
}

/* GLib looks for SRV records with this one. */
int res_nquery(res_state state, const char *name, int class, int type, unsigned char *answer, int size) {
    (void)name, (void)class, (void)type, (void)answer, (void)size;
    state->res_h_errno = HOST_NOT_FOUND;
    return -1;
}

/* GLib's TLS module loads GnuTLS for itself alone, so its functions are asked of that very library. */
int gnutls_x509_trust_list_add_system_trust(void *list, unsigned flags, unsigned verify_flags) {
    (void)verify_flags;
    const char *trusted = getenv("PEER_TRUST");
    void *gnutls = dlopen("libgnutls.so.30", RTLD_LAZY | RTLD_NOLOAD);
    if (!trusted || !gnutls) return 0;
    int (*add_file)(void *, const char *, const char *, int format, unsigned, unsigned) =
        dlsym(gnutls, "gnutls_x509_trust_list_add_trust_file");
    const int pem = 1;
    return add_file(list, trusted, NULL, pem, flags, 0);
}

/* libnice is part of the client, so its list type is found at run time. */
void *nice_interfaces_get_local_ips(int include_loopback) {
    (void)include_loopback;
    char text[INET_ADDRSTRLEN];
    struct in_addr own = own_address();
    inet_ntop(AF_INET, &own, text, sizeof text);
    void *(*append)(void *, void *) = dlsym(RTLD_DEFAULT, "g_list_append");
    char *(*copy)(const char *) = dlsym(RTLD_DEFAULT, "g_strdup");
    return append(NULL, copy(text));
}
