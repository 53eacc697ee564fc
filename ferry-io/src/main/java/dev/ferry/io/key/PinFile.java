package dev.ferry.io.key;

import dev.ferry.port.Pins;
import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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
  private static final String DEVICE = "device=";

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
    String device =
        pin.resource().isEmpty()
            ? ""
            : " " + DEVICE + URLEncoder.encode(pin.resource(), StandardCharsets.UTF_8);
    return "%s %s %s%s%s\n"
        .formatted(
            pin.account(),
            pin.fingerprint(),
            word(pin.trust()),
            pin.mutual() ? " " + MUTUAL : "",
            device);
  }

  private static Optional<Pin> parse(String line) {
    List<String> words = new ArrayList<>(List.of(line.split(" ")));
    boolean named = words.size() > 3 && words.getLast().startsWith(DEVICE);
    String device = named ? words.removeLast().substring(DEVICE.length()) : "";
    boolean mutual = words.size() > 3 && words.getLast().equals(MUTUAL);
    if (words.size() != (mutual ? 4 : 3)) {
      return Optional.empty();
    }
    Optional<Trust> trust =
        Arrays.stream(Trust.values()).filter(t -> word(t).equals(words.get(2))).findFirst();
    return Jid.parse(words.get(0))
        .flatMap(
            account -> trust.map(t -> new Pin(account, words.get(1), t, mutual, decoded(device))));
  }

  /** What cannot be read is as good as no name: then the device counts as any. */
  private static String decoded(String device) {
    try {
      return URLDecoder.decode(device, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException damaged) {
      return "";
    }
  }

  private static String word(Trust trust) {
    return trust.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
