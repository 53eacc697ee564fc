/* A plugin that makes Dino a peer which needs no hand: it signs in, opens conversations, sends the
 * files it is told to and accepts whatever it is offered, through the functions that Dino's own
 * window calls. What goes over the wire is Dino's.
 *
 *   PEER_JID, PEER_PASSWORD, PEER_RESOURCE   the account
 *   PEER_KNOWS     bare addresses, space separated: a conversation is opened with each, because Dino
 *                  drops the offers of anyone else without a word
 *   PEER_SEND_TO   a bare address, PEER_SEND a file for it; both or neither
 *   PEER_ENCRYPTION  "omemo": what is sent, is sent encrypted
 *
 * Events, one JSON object a line on standard output: online, offer (a file comes), offering (a file
 * goes), state (of a file, as Dino sees it), sent (Dino's call to send returned), error.
 *
 * Dino ships no headers: what is used of libdino.so.0 and libxmpp-vala.so.0 (0.4) is declared here. */
#include <gio/gio.h>
#include <gmodule.h>
#include <stdio.h>
#include <stdlib.h>

typedef gpointer Dino; /* any object of Dino's */

GType dino_plugins_root_interface_get_type(void);
Dino dino_application_get_stream_interactor(Dino application);
Dino dino_application_get_db(Dino application);
Dino dino_database_get_accounts(Dino database);
int gee_collection_get_size(Dino collection);

Dino xmpp_jid_new(const char *text, GError **error);
char *xmpp_jid_to_string(Dino jid);

Dino dino_entities_account_new(Dino jid, const char *resource, const char *password, const char *alias);
void dino_entities_account_set_enabled(Dino account, gboolean enabled);
void dino_entities_account_persist(Dino account, Dino database);

Dino dino_stream_interactor_get_module(Dino interactor, GType type, GBoxedCopyFunc copy, GDestroyNotify drop, Dino identity);
GType dino_file_manager_get_type(void);
GType dino_conversation_manager_get_type(void);
GType dino_message_processor_get_type(void);
extern Dino dino_file_manager_IDENTITY, dino_conversation_manager_IDENTITY, dino_message_processor_IDENTITY;
void dino_message_processor_send_text(Dino processor, const char *text, Dino conversation);

Dino dino_conversation_manager_create_conversation(Dino manager, Dino jid, Dino account, int *type);
void dino_conversation_manager_start_conversation(Dino manager, Dino conversation);
void dino_entities_conversation_set_encryption(Dino conversation, int encryption);

void dino_file_manager_is_upload_available(Dino manager, Dino conversation, GAsyncReadyCallback done, gpointer data);
gboolean dino_file_manager_is_upload_available_finish(Dino manager, GAsyncResult *result);
void dino_file_manager_send_file(Dino manager, GFile *file, Dino conversation, GAsyncReadyCallback done, gpointer data);
void dino_file_manager_send_file_finish(Dino manager, GAsyncResult *result);
void dino_file_manager_download_file(Dino manager, Dino transfer, GAsyncReadyCallback done, gpointer data);

gboolean dino_entities_file_transfer_get_direction(Dino transfer);
const char *dino_entities_file_transfer_get_file_name(Dino transfer);
Dino dino_entities_file_transfer_get_counterpart(Dino transfer);
GFile *dino_entities_file_transfer_get_file(Dino transfer);
int dino_entities_file_transfer_get_size(Dino transfer);
int dino_entities_file_transfer_get_state(Dino transfer);
int dino_entities_file_transfer_get_encryption(Dino transfer);

enum { UNENCRYPTED = 0, OMEMO = 2 };
enum { OUTGOING = TRUE };
enum { NOT_STARTED = 2 };
static const char *const STATES[] = {"complete", "in-progress", "not-started", "failed"};

static Dino interactor;
static Dino files;
static Dino account;
static Dino recipient; /* the conversation that PEER_SEND goes to */

static void say(const char *format, ...) G_GNUC_PRINTF(1, 2);

static void say(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    putchar('\n');
    fflush(stdout);
}

/* A JSON string: g_strescape's octal escapes are no JSON, and names may hold anything. */
static char *quoted(const char *text) {
    GString *out = g_string_new("\"");
    for (const unsigned char *c = (const unsigned char *)(text ? text : ""); *c; c++) {
        if (*c == '"' || *c == '\\') g_string_append_printf(out, "\\%c", *c);
        else if (*c < 0x20) g_string_append_printf(out, "\\u%04x", *c);
        else g_string_append_c(out, (char)*c);
    }
    g_string_append_c(out, '"');
    return g_string_free(out, FALSE);
}

static void say_transfer(const char *event, Dino transfer) {
    GFile *file = dino_entities_file_transfer_get_file(transfer);
    char *path = file ? g_file_get_path(file) : NULL;
    char *peer = xmpp_jid_to_string(dino_entities_file_transfer_get_counterpart(transfer));
    char *quoted_path = quoted(path);
    char *quoted_peer = quoted(peer);
    char *quoted_name = quoted(dino_entities_file_transfer_get_file_name(transfer));
    say("{\"event\":\"%s\",\"direction\":\"%s\",\"state\":\"%s\",\"name\":%s,\"size\":%d,\"encryption\":\"%s\",\"peer\":%s,\"path\":%s}", event,
        dino_entities_file_transfer_get_direction(transfer) == OUTGOING ? "out" : "in",
        STATES[dino_entities_file_transfer_get_state(transfer) & 3], quoted_name,
        dino_entities_file_transfer_get_size(transfer),
        dino_entities_file_transfer_get_encryption(transfer) == OMEMO ? "omemo" : "other", quoted_peer, quoted_path);
    g_free(quoted_name);
    g_free(quoted_peer);
    g_free(quoted_path);
    g_free(peer);
    g_free(path);
}

static Dino module(GType type, Dino identity) {
    return dino_stream_interactor_get_module(interactor, type, (GBoxedCopyFunc)g_object_ref, g_object_unref, identity);
}

static Dino open_conversation(const char *with) {
    Dino conversations = module(dino_conversation_manager_get_type(), dino_conversation_manager_IDENTITY);
    int chat = 0;
    Dino opened = dino_conversation_manager_create_conversation(conversations, xmpp_jid_new(with, NULL), account, &chat);
    dino_conversation_manager_start_conversation(conversations, opened);
    dino_entities_conversation_set_encryption(opened, UNENCRYPTED);
    return opened;
}

static void on_state(Dino transfer, GParamSpec *property, gpointer data) {
    (void)property, (void)data;
    say_transfer("state", transfer);
}

/* Dino fetches small files from contacts by itself; for the others this is the click. */
static gboolean accept_offer(gpointer transfer) {
    if (dino_entities_file_transfer_get_state(transfer) == NOT_STARTED)
        dino_file_manager_download_file(files, transfer, NULL, NULL);
    g_object_unref(transfer);
    return G_SOURCE_REMOVE;
}

static void on_transfer(Dino manager, Dino transfer, Dino conversation, gpointer data) {
    (void)manager, (void)conversation, (void)data;
    gboolean outgoing = dino_entities_file_transfer_get_direction(transfer) == OUTGOING;
    say_transfer(outgoing ? "offering" : "offer", transfer);
    g_signal_connect(transfer, "notify::state", G_CALLBACK(on_state), NULL);
    if (!outgoing) g_timeout_add(200, accept_offer, g_object_ref(transfer));
}

static void on_sent(GObject *manager, GAsyncResult *result, gpointer data) {
    (void)data;
    dino_file_manager_send_file_finish(manager, result);
    say("{\"event\":\"sent\"}");
}

static gboolean send_it(gpointer data) {
    (void)data;
    GFile *file = g_file_new_for_path(g_getenv("PEER_SEND"));
    dino_file_manager_send_file(files, file, recipient, on_sent, NULL);
    g_object_unref(file);
    return G_SOURCE_REMOVE;
}

static gboolean encrypts(void) { return !g_strcmp0(g_getenv("PEER_ENCRYPTION"), "omemo"); }

static gboolean ask_whether_recipient_takes_files(gpointer data);

static void on_answer(GObject *manager, GAsyncResult *result, gpointer data) {
    (void)data;
    if (dino_file_manager_is_upload_available_finish(manager, result)) {
        if (encrypts()) {
            /* Dino looks for the devices of a contact when a message goes to it, never for a file. */
            Dino messages = module(dino_message_processor_get_type(), dino_message_processor_IDENTITY);
            dino_message_processor_send_text(messages, "a file comes", recipient);
            g_timeout_add(4000, send_it, NULL);
        } else {
            send_it(NULL);
        }
    } else {
        g_timeout_add(200, ask_whether_recipient_takes_files, NULL);
    }
}

static gboolean ask_whether_recipient_takes_files(gpointer data) {
    (void)data;
    dino_file_manager_is_upload_available(files, recipient, on_answer, NULL);
    return G_SOURCE_REMOVE;
}

static void on_stream(Dino from, Dino signed_in, Dino stream, gpointer data) {
    (void)from, (void)signed_in, (void)stream, (void)data;
    char *jid = quoted(g_getenv("PEER_JID"));
    say("{\"event\":\"online\",\"jid\":%s}", jid);
    g_free(jid);
}

static void on_account(Dino from, Dino added, gpointer data) {
    (void)from, (void)data;
    account = g_object_ref(added);
    files = module(dino_file_manager_get_type(), dino_file_manager_IDENTITY);
    g_signal_connect(files, "received-file", G_CALLBACK(on_transfer), NULL);
    const char *knows = g_getenv("PEER_KNOWS");
    char **known = g_strsplit(knows ? knows : "", " ", -1);
    for (char **one = known; *one; one++)
        if (**one) open_conversation(*one);
    g_strfreev(known);
    if (g_getenv("PEER_SEND_TO") && g_getenv("PEER_SEND")) {
        recipient = open_conversation(g_getenv("PEER_SEND_TO"));
        if (encrypts()) dino_entities_conversation_set_encryption(recipient, OMEMO);
        ask_whether_recipient_takes_files(NULL);
    }
}

static void registered(Dino plugin, Dino application) {
    (void)plugin;
    interactor = dino_application_get_stream_interactor(application);
    g_signal_connect(interactor, "account-added", G_CALLBACK(on_account), NULL);
    g_signal_connect(interactor, "stream-negotiated", G_CALLBACK(on_stream), NULL);
    Dino database = dino_application_get_db(application);
    if (gee_collection_get_size(dino_database_get_accounts(database)) > 0) return; /* started again */
    Dino jid = xmpp_jid_new(g_getenv("PEER_JID"), NULL);
    Dino made = dino_entities_account_new(jid, g_getenv("PEER_RESOURCE"), g_getenv("PEER_PASSWORD"), NULL);
    dino_entities_account_set_enabled(made, TRUE);
    dino_entities_account_persist(made, database);
}

static void shut_down(Dino plugin) { (void)plugin; }

typedef struct {
    GTypeInterface parent;
    void (*registered)(Dino plugin, Dino application);
    void (*shutdown)(Dino plugin);
} RootInterface;

static void fill_interface(gpointer interface, gpointer data) {
    (void)data;
    ((RootInterface *)interface)->registered = registered;
    ((RootInterface *)interface)->shutdown = shut_down;
}

/* What Dino calls in each plugin that it loads. */
GType register_plugin(GModule *self) {
    (void)self;
    static const GInterfaceInfo root = {fill_interface, NULL, NULL};
    GType type = g_type_register_static_simple(
        G_TYPE_OBJECT, "FerryInteropPeer", sizeof(GObjectClass), NULL, sizeof(GObject), NULL, 0);
    g_type_add_interface_static(type, dino_plugins_root_interface_get_type(), &root);
    return type;
}
