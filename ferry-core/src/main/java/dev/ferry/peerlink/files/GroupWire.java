package dev.ferry.peerlink.files;

import dev.ferry.dht.pack.Malformed;
import dev.ferry.dht.pack.PackReader;
import dev.ferry.negotiation.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** How an offer says who else is offered the same. */
final class GroupWire {
  private static final Pattern SECRET = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern TAG = Pattern.compile("[0-9a-f]{32}");

  private GroupWire() {}

  static Fields write(Group group) {
    return new Fields().text("secret", group.secret()).texts("members", group.members());
  }

  static Group read(PackReader reader) throws Malformed {
    String secret = "";
    List<String> members = List.of();
    for (int left = reader.map(); left > 0; left--) {
      switch (reader.key()) {
        case "secret" -> secret = fitting(reader, SECRET);
        case "members" -> members = members(reader);
        default -> reader.skip();
      }
    }
    if (secret.isEmpty()) {
      throw new Malformed("a group without a secret");
    }
    return new Group(secret, members);
  }

  private static List<String> members(PackReader reader) throws Malformed {
    int count = reader.array();
    if (count > Group.MOST) {
      throw new Malformed("a group of too many");
    }
    List<String> members = new ArrayList<>(count);
    for (int left = count; left > 0; left--) {
      members.add(fitting(reader, TAG));
    }
    return members;
  }

  private static String fitting(PackReader reader, Pattern form) throws Malformed {
    String text = reader.text();
    if (!form.matcher(text).matches()) {
      throw new Malformed("a group that is none");
    }
    return text;
  }
}
