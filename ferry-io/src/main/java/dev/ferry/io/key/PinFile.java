package dev.ferry.io.key;

import dev.ferry.port.Pins;
import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The pins of a home: the file {@code peers} of it, one certificate a line. Any thread may call;
 * several processes may use one home.
 */
public final class PinFile implements Pins {
  private static final String NAME = "peers";
  private static final String MUTUAL = "mutual";

  private final OwnFolder folder;

  /**
   * @param folder need not exist yet
   */
  public PinFile(Path folder) {
    this.folder = new OwnFolder(folder);
  }

  @Override
  public List<Pin> of(Jid account) throws IOException {
    return all().stream().filter(pin -> pin.account().equals(account.bare())).toList();
  }

  @Override
  public void remember(Pin pin) throws IOException {
    folder.alone(() -> {
      List<Pin> pins = new ArrayList<>(all());
      int at = 0;
      while (at < pins.size() && !isSame(pins.get(at), pin)) {
        at++;
      }
      if (at < pins.size()) {
        pins.set(at, pin);
      } else {
        pins.add(pin);
      }
      folder.write(NAME, pins.stream().map(PinFile::line).collect(Collectors.joining()));
      return pin;
    });
  }

  private static boolean isSame(Pin one, Pin other) {
    return one.account().equals(other.account()) && one.fingerprint().equals(other.fingerprint());
  }

  private List<Pin> all() throws IOException {
    List<Pin> pins = new ArrayList<>();
    for (String line : folder.read(NAME, false).orElse("").lines().toList()) {
      pins.add(
          parse(line)
              .orElseThrow(() ->
                  new IOException(
                      folder.path().resolve(NAME)
                          + " is damaged at the line '"
                          + line
                          + "'; mend or remove that line")));
    }
    return pins;
  }

  private static String line(Pin pin) {
    return "%s %s %s%s\n"
        .formatted(
            pin.account(), pin.fingerprint(), word(pin.trust()), pin.mutual() ? " " + MUTUAL : "");
  }

  private static Optional<Pin> parse(String line) {
    String[] words = line.split(" ");
    if (words.length < 3 || words.length > 4 || (words.length == 4 && !words[3].equals(MUTUAL))) {
      return Optional.empty();
    }
    Optional<Trust> trust =
        Arrays.stream(Trust.values()).filter(t -> word(t).equals(words[2])).findFirst();
    return Jid.parse(words[0])
        .flatMap(account -> trust.map(t -> new Pin(account, words[1], t, words.length == 4)));
  }

  private static String word(Trust trust) {
    return trust.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
