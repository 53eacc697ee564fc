package dev.ferry.node;

import dev.ferry.IncomingOffer;
import dev.ferry.Transfer;
import dev.ferry.app.terminal.Terminal;
import dev.ferry.io.picture.SmallPictures;
import dev.ferry.json.Json;
import dev.ferry.node.api.Answer;
import dev.ferry.node.api.Call;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;

/** What the API does with transfers and offers. Any thread may call. */
final class TransferDesk {
  private static final int SIDE = 128;

  private final Node node;

  TransferDesk(Node node) {
    this.node = node;
  }

  Json.Obj send(Json.Obj wish) throws Refused {
    List<Json> all = new ArrayList<>();
    for (String id : node.senders().send(wish)) {
      all.add(of(id));
    }
    return new Fields().put("transfers", new Json.Arr(all)).object();
  }

  Json.Obj of(String id) throws Refused {
    return node.board()
        .find(Board.Kind.TRANSFER, id)
        .orElseThrow(() ->
            Refused.missing(
                "there is no transfer " + Terminal.escape(id) + " in this run",
                "see: ferry list, or ferry history"));
  }

  Json.Obj cancel(String id) throws Refused {
    Json.Obj before = of(id);
    if (node.outbox().has(id)) {
      node.outbox().withdraw(id);
    } else {
      node.transfers().of(id).ifPresent(Transfer::cancel);
    }
    return before;
  }

  Json.Obj pause(String id) throws Refused {
    Json.Obj before = of(id);
    if (node.outbox().has(id)) {
      node.outbox().hold(id, true);
    } else {
      Transfer running = running(id);
      node.transfers().hold(id, true);
      running.pause();
    }
    return before;
  }

  Json.Obj resume(String id) throws Refused {
    Json.Obj before = of(id);
    if (node.outbox().has(id)) {
      node.outbox().hold(id, false);
    } else {
      node.transfers().hold(id, false);
      running(id).resume();
    }
    return before;
  }

  private Transfer running(String id) throws Refused {
    return node.transfers()
        .of(id)
        .orElseThrow(
            () -> Refused.now(Terminal.escape(id) + " does not run any more", "see: ferry again"));
  }

  /** Sends it, or asks for it, once more. */
  Json.Obj again(String id) throws Refused, InterruptedException {
    Json.Obj before = of(id);
    if (!before.text("state").orElse("").equals("ended")) {
      throw Refused.now(Terminal.escape(id) + " is still under way", "wait for its end");
    }
    if (before.text("direction").orElse("").equals("in")) {
      return of(node.asking().again(id));
    }
    Fields wish =
        new Fields()
            .put("peer", before.text("peer").orElse(""))
            .put("paths", List.of(before.text("path").orElse("")))
            .put("account", before.text("account"))
            .put("message", before.text("message"));
    return of(node.senders().send(wish.object()).getFirst());
  }

  Json.Obj accept(Call call) throws Refused {
    String id = call.part("id");
    Json.Obj answer = call.body().json();
    Optional<String> into = answer.text("into").filter(text -> !text.isBlank());
    Optional<Path> folder =
        into.isPresent() ? Optional.of(Settings.folder(into.get())) : Optional.empty();
    Json.Obj offer = offer(id);
    node.offers().accept(id, folder, answer.truth("executables"));
    return answered(offer);
  }

  Json.Obj decline(String id) throws Refused {
    Json.Obj offer = offer(id);
    node.offers().decline(id);
    return answered(offer);
  }

  private Json.Obj offer(String id) throws Refused {
    return node.board()
        .find(Board.Kind.OFFER, id)
        .orElseThrow(() ->
            Refused.missing(
                "no offer " + Terminal.escape(id) + " waits for an answer", "see: ferry list"));
  }

  private static Json.Obj answered(Json.Obj offer) {
    return offer.with("answered", Json.of(true));
  }

  /** The sender's small picture, from pixels that were decoded here. */
  Answer thumbnail(String id) throws Refused, InterruptedException {
    IncomingOffer offer = node.offers().find(id);
    // Fetching tells a stranger that somebody looks.
    Optional<BufferedImage> drawn =
        offer.hasThumbnail() && offer.fromContact()
            ? offer.thumbnail().flatMap(picture -> SmallPictures.decode(picture, SIDE))
            : Optional.empty();
    if (drawn.isEmpty()) {
      throw Refused.missing("there is no small picture to be shown", "look at the file itself");
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      boolean unused = ImageIO.write(drawn.get(), "png", png);
    } catch (IOException e) {
      throw Refused.failed("the picture cannot be drawn: " + Texts.why(e), "look at the file");
    }
    return new Answer.Content("image/png", png.toByteArray());
  }
}
