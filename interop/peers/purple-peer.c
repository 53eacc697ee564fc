/* libpurple (the library of Pidgin and Finch) as a peer that needs no hand: signs in, and sends or takes
 * files by its own old file transfer (XEP-0096). What goes over the wire is libpurple's.
 *
 *   purple-peer receive FOLDER          accept every offer
 *   purple-peer decline                 decline every offer
 *   purple-peer send BARE-ADDRESS FILE  offer FILE once the address is seen online
 *
 *   PEER_JID        USER@DOMAIN/RESOURCE
 *   PEER_PASSWORD
 *   PEER_SERVER     ADDRESS:PORT, with STARTTLS
 *   PEER_HOME       a folder for what libpurple keeps
 *   PEER_ADDRESS    where to listen for files, and what to offer
 *   PEER_NO_DIRECT  when set, its own listener fails, so that only proxies are offered
 *
 * SIGINT cancels the file that is on its way.
 *
 * Events, one JSON object a line on standard output: online, offer (a file comes), started, done, failed. */
#include <arpa/inet.h>
#include <glib-unix.h>
#include <purple.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define UI "interop"

static const char *mode, *target, *file;

static const char *setting(const char *name) {
    const char *value = getenv(name);
    if (value) return value;
    fprintf(stderr, "purple-peer: %s is not set\n", name);
    exit(64);
}

static void say(const char *event, const char *name, long long size, long long bytes, const char *text) {
    char *n = g_strescape(name, NULL), *t = g_strescape(text, NULL);
    printf("{\"event\":\"%s\",\"name\":\"%s\",\"size\":%lld,\"bytes\":%lld,\"text\":\"%s\"}\n", event, n, size, bytes, t);
    fflush(stdout);
    g_free(n);
    g_free(t);
}

static void say_of(const char *event, PurpleXfer *xfer) {
    say(event, purple_xfer_get_filename(xfer), purple_xfer_get_size(xfer), purple_xfer_get_bytes_sent(xfer), "");
}

/* The addresses of all interfaces would be offered too; this one is found before the library's own. */
GList *purple_network_get_all_local_system_ips(void) { return NULL; }

/* The loop */

typedef struct {
    PurpleInputFunction call;
    gpointer data;
} Watch;

static gboolean ready(GIOChannel *source, GIOCondition what, gpointer given) {
    Watch *watch = given;
    int condition = 0;
    if (what & (G_IO_IN | G_IO_HUP | G_IO_ERR)) condition |= PURPLE_INPUT_READ;
    if (what & (G_IO_OUT | G_IO_HUP | G_IO_ERR | G_IO_NVAL)) condition |= PURPLE_INPUT_WRITE;
    watch->call(watch->data, g_io_channel_unix_get_fd(source), condition);
    return TRUE;
}

static guint watch_fd(gint fd, PurpleInputCondition wanted, PurpleInputFunction call, gpointer data) {
    Watch *watch = g_new0(Watch, 1);
    watch->call = call;
    watch->data = data;
    GIOCondition what = 0;
    if (wanted & PURPLE_INPUT_READ) what |= G_IO_IN | G_IO_HUP | G_IO_ERR;
    if (wanted & PURPLE_INPUT_WRITE) what |= G_IO_OUT | G_IO_HUP | G_IO_ERR | G_IO_NVAL;
    GIOChannel *channel = g_io_channel_unix_new(fd);
    guint id = g_io_add_watch_full(channel, G_PRIORITY_DEFAULT, what, ready, watch, g_free);
    g_io_channel_unref(channel);
    return id;
}

static PurpleEventLoopUiOps loop_ops = {
    .timeout_add = g_timeout_add,
    .timeout_remove = g_source_remove,
    .input_add = watch_fd,
    .input_remove = g_source_remove,
    .timeout_add_seconds = g_timeout_add_seconds,
};

/* Every question is answered with its first answer: it is about the server's certificate. */
static void *answer(const char *title, const char *primary, const char *secondary, int standard, PurpleAccount *account,
                    const char *who, PurpleConversation *talk, void *data, size_t count, va_list answers) {
    (void)secondary, (void)standard, (void)account, (void)who, (void)talk;
    fprintf(stderr, "purple-peer: asked: %s: %s\n", title ? title : "", primary ? primary : "");
    if (count > 0) {
        (void)va_arg(answers, const char *);
        PurpleRequestActionCb first = (PurpleRequestActionCb)va_arg(answers, GCallback);
        if (first) first(data, 0);
    }
    return NULL;
}

static PurpleRequestUiOps request_ops = {.request_action = answer};

static void ui_init(void) { purple_request_set_ui_ops(&request_ops); }

static PurpleCoreUiOps core_ops = {.ui_init = ui_init};

/* Files */

static void on_offer(PurpleXfer *xfer, gpointer data) {
    (void)data;
    say_of("offer", xfer);
    if (!strcmp(mode, "decline")) purple_xfer_request_denied(xfer);
    if (strcmp(mode, "receive")) return;
    char *name = g_path_get_basename(purple_xfer_get_filename(xfer));
    char *path = g_build_filename(target, name, NULL);
    purple_xfer_request_accepted(xfer, path);
    g_free(path);
    g_free(name);
}

static PurpleXfer *under_way;

static void on_start(PurpleXfer *xfer, gpointer data) {
    (void)data;
    under_way = xfer;
    say_of("started", xfer);
}

static void over(PurpleXfer *xfer, const char *event) {
    if (under_way == xfer) under_way = NULL;
    say_of(event, xfer);
}

static void on_done(PurpleXfer *xfer, gpointer data) { (void)data, over(xfer, "done"); }

static void on_cancel(PurpleXfer *xfer, gpointer data) { (void)data, over(xfer, "failed"); }

static gboolean on_interrupt(gpointer data) {
    (void)data;
    if (under_way) purple_xfer_cancel_local(under_way);
    return TRUE;
}

static gboolean send_file(gpointer data) {
    serv_send_file(data, target, file);
    return FALSE;
}

static void on_buddy(PurpleBuddy *buddy, gpointer data) {
    (void)data;
    const char *bare = purple_buddy_get_name(buddy);
    PurpleConnection *connection = purple_account_get_connection(purple_buddy_get_account(buddy));
    static gboolean begun;
    if (!begun && !strcmp(mode, "send") && !strcmp(bare, target)) {
        begun = TRUE;
        /* Time to find the server's proxy; nothing tells when it has. */
        g_timeout_add(1000, send_file, connection);
    }
}

static void on_online(PurpleConnection *connection, gpointer data) {
    (void)data;
    say("online", purple_account_get_username(purple_connection_get_account(connection)), 0, 0, "");
}

static void on_error(PurpleConnection *connection, PurpleConnectionError why, const char *text, gpointer data) {
    (void)connection, (void)why, (void)data;
    say("failed", "", 0, 0, text ? text : "");
    exit(1);
}

static void listen_to(void) {
    static int handle;
    void *files = purple_xfers_get_handle(), *connections = purple_connections_get_handle();
    purple_signal_connect(files, "file-recv-request", &handle, PURPLE_CALLBACK(on_offer), NULL);
    purple_signal_connect(files, "file-recv-start", &handle, PURPLE_CALLBACK(on_start), NULL);
    purple_signal_connect(files, "file-send-start", &handle, PURPLE_CALLBACK(on_start), NULL);
    purple_signal_connect(files, "file-recv-complete", &handle, PURPLE_CALLBACK(on_done), NULL);
    purple_signal_connect(files, "file-send-complete", &handle, PURPLE_CALLBACK(on_done), NULL);
    purple_signal_connect(files, "file-recv-cancel", &handle, PURPLE_CALLBACK(on_cancel), NULL);
    purple_signal_connect(files, "file-send-cancel", &handle, PURPLE_CALLBACK(on_cancel), NULL);
    purple_signal_connect(connections, "signed-on", &handle, PURPLE_CALLBACK(on_online), NULL);
    purple_signal_connect(connections, "connection-error", &handle, PURPLE_CALLBACK(on_error), NULL);
    purple_signal_connect(purple_blist_get_handle(), "buddy-signed-on", &handle, PURPLE_CALLBACK(on_buddy), NULL);
}

/* A port that is taken, for a listener that is to fail. */
static int taken_port(void) {
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in at = {.sin_family = AF_INET};
    socklen_t length = sizeof at;
    if (bind(fd, (struct sockaddr *)&at, sizeof at) || listen(fd, 1)) exit(71);
    getsockname(fd, (struct sockaddr *)&at, &length);
    return ntohs(at.sin_port);
}

static void set_preferences(void) {
    purple_prefs_set_bool("/purple/network/auto_ip", FALSE);
    purple_prefs_set_bool("/purple/network/map_ports", FALSE);
    purple_prefs_set_string("/purple/network/stun_server", "");
    purple_prefs_set_string("/purple/logging/format", "txt");
    purple_network_set_public_ip(setting("PEER_ADDRESS"));
    if (getenv("PEER_NO_DIRECT")) {
        int port = taken_port();
        purple_prefs_set_bool("/purple/network/ports_range_use", TRUE);
        purple_prefs_set_int("/purple/network/ports_range_start", port);
        purple_prefs_set_int("/purple/network/ports_range_end", port);
    }
}

static void sign_in(void) {
    char *server = g_strdup(setting("PEER_SERVER"));
    char *port = strrchr(server, ':');
    if (!port) exit(64);
    *port++ = 0;
    PurpleAccount *account = purple_account_new(setting("PEER_JID"), "prpl-jabber");
    purple_account_set_password(account, setting("PEER_PASSWORD"));
    purple_account_set_string(account, "connect_server", server);
    purple_account_set_int(account, "port", atoi(port));
    purple_account_set_string(account, "connection_security", "require_tls");
    /* Else it would ask a proxy far away. */
    purple_account_set_string(account, "ft_proxies", "");
    purple_accounts_add(account);
    purple_account_set_enabled(account, UI, TRUE);
    purple_savedstatus_activate(purple_savedstatus_new(NULL, PURPLE_STATUS_AVAILABLE));
    g_free(server);
}

int main(int argc, char **argv) {
    mode = argc > 1 ? argv[1] : "";
    int needed = !strcmp(mode, "decline") ? 2 : !strcmp(mode, "receive") ? 3 : !strcmp(mode, "send") ? 4 : argc + 1;
    if (argc < needed) {
        fprintf(stderr, "usage: purple-peer receive FOLDER | decline | send BARE-ADDRESS FILE\n");
        return 64;
    }
    target = argc > 2 ? argv[2] : "";
    file = argc > 3 ? argv[3] : "";
    signal(SIGPIPE, SIG_IGN);
    signal(SIGCHLD, SIG_DFL);
    g_unix_signal_add(SIGINT, on_interrupt, NULL);
    purple_util_set_user_dir(setting("PEER_HOME"));
    purple_debug_set_enabled(getenv("PEER_DEBUG") != NULL);
    purple_core_set_ui_ops(&core_ops);
    purple_eventloop_set_ui_ops(&loop_ops);
    if (!purple_core_init(UI)) {
        fprintf(stderr, "purple-peer: libpurple does not start\n");
        return 70;
    }
    purple_set_blist(purple_blist_new());
    purple_blist_load();
    listen_to();
    set_preferences();
    sign_in();
    g_main_loop_run(g_main_loop_new(NULL, FALSE));
    return 0;
}
