package dev.ferry.node;

import static dev.ferry.node.Board.Kind.ACCOUNT;
import static dev.ferry.node.Board.Kind.CODE;
import static dev.ferry.node.Board.Kind.CONTACT;
import static dev.ferry.node.Board.Kind.LETTER;
import static dev.ferry.node.Board.Kind.OFFER;
import static dev.ferry.node.Board.Kind.REQUEST;
import static dev.ferry.node.Board.Kind.TRANSFER;

import dev.ferry.app.terminal.Terminal;
import dev.ferry.identity.AccountId;
import dev.ferry.identity.Standing.Event;
import dev.ferry.json.Json;
import dev.ferry.node.api.Answer;
import dev.ferry.node.api.Call;
import dev.ferry.node.api.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The operations of the API, as {@code openapi.json} describes them. */
public final class NodeRoutes {
  private final Node node;
  private final AccountDesk accounts;
  private final TransferDesk transfers;
  private final List<Route> routes = new ArrayList<>();

  private NodeRoutes(Node node, Examiner examiner) {
    this.node = node;
    this.accounts = new AccountDesk(node);
    this.transfers = new TransferDesk(node);
    add("GET", "/node", _ -> Answer.of(node.json()));
    add("GET", "/events", _ -> new Answer.Events());
    add("GET", "/settings", _ -> Answer.of(node.settings().now().json()));
    add("PUT", "/settings", call -> Answer.of(node.settings().set(call.body().json())));
    add("POST", "/doctor", _ -> Answer.of(examiner.examine()));
    accounts();
    contacts();
    codes();
    transfers();
    offers();
    history();
  }

  /** Examines the network; takes some seconds. */
  public interface Examiner {
    Json.Obj examine() throws Refused, InterruptedException;
  }

  public static List<Route> of(Node node, Examiner examiner) {
    return List.copyOf(new NodeRoutes(node, examiner).routes);
  }

  private void add(String method, String template, Route.Work work) {
    routes.add(new Route(method, template, work));
  }

  private Answer list(Board.Kind kind) {
    return Answer.of(
        new Fields()
            .put(kind.several(), new Json.Arr(List.copyOf(node.board().list(kind))))
            .object());
  }

  private void accounts() {
    add("GET", "/accounts", _ -> list(ACCOUNT));
    add("POST", "/accounts", call -> Answer.made(accounts.add(call.body().json())));
    add(
        "DELETE",
        "/accounts/{id}",
        call -> {
          accounts.remove(call.part("id"));
          return new Answer.Nothing();
        });
    add("GET", "/accounts/{id}/qr", call -> Answer.drawing(Qr.svg(accounts.link(call.part("id")))));
  }

  private static String said(Json.Obj json, String name) throws Refused {
    return json.text(name)
        .filter(text -> !text.isBlank())
        .orElseThrow(() -> Refused.senseless("there is no " + name, "say it"));
  }

  private void contacts() {
    People people = node.people();
    add("GET", "/contacts", _ -> list(CONTACT));
    add(
        "POST",
        "/contacts",
        call -> {
          Json.Obj wish = call.body().json();
          return Answer.made(people.add(said(wish, "peer"), wish.text("name")));
        });
    add("GET", "/contacts/{id}", call -> Answer.of(people.of(call.part("id"))));
    add(
        "PUT",
        "/contacts/{id}",
        call -> Answer.of(people.rename(call.part("id"), said(call.body().json(), "name"))));
    add(
        "DELETE",
        "/contacts/{id}",
        call -> {
          people.remove(call.part("id"));
          return new Answer.Nothing();
        });
    add(
        "POST",
        "/contacts/{id}/verify",
        call -> Answer.of(people.verify(call.part("id"), said(call.body().json(), "fingerprint"))));
    add("POST", "/contacts/{id}/block", call -> Answer.of(people.block(call.part("id"), true)));
    add("POST", "/contacts/{id}/unblock", call -> Answer.of(people.block(call.part("id"), false)));
    add("GET", "/requests", _ -> list(REQUEST));
    add("POST", "/requests/{id}/accept", call -> decide(call, new Event.UserAdded()));
    add("POST", "/requests/{id}/decline", call -> decide(call, new Event.UserRemoved()));
    add("POST", "/requests/{id}/block", call -> decide(call, new Event.UserBlocked()));
  }

  private Answer decide(Call call, Event event) throws Refused {
    String id = call.part("id");
    Json.Obj request =
        node.board()
            .find(REQUEST, id)
            .orElseThrow(() ->
                Refused.missing(Terminal.escape(id, 80) + " does not ask", "look at the list"));
    AccountId account = AccountId.parse(id).orElseThrow();
    if (event instanceof Event.UserAdded) {
      node.people().callAsTheyDo(account, request.text("name").orElse(""));
    }
    node.people().decide(account, event);
    return new Answer.Nothing();
  }

  private void codes() {
    Codes codes = node.codes();
    add("GET", "/codes", _ -> list(CODE));
    add("POST", "/codes", _ -> Answer.made(codes.make()));
    add("POST", "/codes/join", call -> Answer.made(codes.join(said(call.body().json(), "code"))));
    add("GET", "/codes/{id}", call -> Answer.of(codes.of(call.part("id"))));
    add(
        "GET",
        "/codes/{id}/qr",
        call -> Answer.drawing(Qr.svg(said(codes.of(call.part("id")), "code"))));
    add(
        "POST",
        "/codes/{id}/keep",
        call -> {
          String id = call.part("id");
          Optional<String> name = call.body().json().text("name").filter(n -> !n.isBlank());
          String account = codes.met(id).id().toString();
          Json.Obj unused = node.people().add(account, name);
          node.people().compare(account);
          return Answer.of(codes.kept(id));
        });
    add(
        "DELETE",
        "/codes/{id}",
        call -> {
          codes.drop(call.part("id"));
          return new Answer.Nothing();
        });
  }

  private void transfers() {
    add("GET", "/transfers", _ -> list(TRANSFER));
    add("POST", "/transfers", call -> Answer.made(transfers.send(call.body().json())));
    add("GET", "/transfers/{id}", call -> Answer.of(transfers.of(call.part("id"))));
    add("POST", "/transfers/{id}/pause", call -> Answer.of(transfers.pause(call.part("id"))));
    add("POST", "/transfers/{id}/resume", call -> Answer.of(transfers.resume(call.part("id"))));
    add("POST", "/transfers/{id}/cancel", call -> Answer.of(transfers.cancel(call.part("id"))));
    add("POST", "/transfers/{id}/again", call -> Answer.of(transfers.again(call.part("id"))));
    add("POST", "/uploads", _ -> Answer.made(node.uploads().begin()));
    add(
        "PUT",
        "/uploads/{id}",
        call ->
            Answer.of(
                node.uploads()
                    .put(
                        call.part("id"),
                        call.asked("path")
                            .orElseThrow(() -> Refused.senseless("there is no path", "name it")),
                        call.body().stream())));
    add(
        "DELETE",
        "/uploads/{id}",
        call -> {
          node.uploads().drop(call.part("id"));
          return new Answer.Nothing();
        });
    add("GET", "/outbox", _ -> list(LETTER));
    add(
        "DELETE",
        "/outbox/{id}",
        call -> {
          node.outbox().withdraw(call.part("id"));
          return new Answer.Nothing();
        });
  }

  private void offers() {
    add("GET", "/offers", _ -> list(OFFER));
    add("POST", "/offers/{id}/accept", call -> Answer.of(transfers.accept(call)));
    add("POST", "/offers/{id}/decline", call -> Answer.of(transfers.decline(call.part("id"))));
    add("GET", "/offers/{id}/thumbnail", call -> transfers.thumbnail(call.part("id")));
  }

  private void history() {
    HistoryDesk history = node.history();
    add(
        "GET",
        "/history",
        call ->
            Answer.of(
                history.page(
                    call.asked("search"), call.number("before"), call.number("limit").orElse(0L))));
    add(
        "GET",
        "/history/export",
        call ->
            new Answer.Content(
                "application/octet-stream", history.export(call.asked("format").orElse(""))));
    add(
        "GET",
        "/history/{number}",
        call -> Answer.of(history.json(history.entry(call.numberIn("number")))));
    add(
        "DELETE",
        "/history/{number}",
        call -> {
          history.remove(
              call.numberIn("number"), call.asked("file").filter("true"::equals).isPresent());
          return new Answer.Nothing();
        });
    add(
        "GET",
        "/history/{number}/content",
        call -> {
          Pictures.Picture picture = Pictures.read(history.entry(call.numberIn("number")));
          return new Answer.Content(picture.type(), picture.content());
        });
  }
}
