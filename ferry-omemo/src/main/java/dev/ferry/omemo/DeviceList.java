package dev.ferry.omemo;

import dev.ferry.stanza.Xml;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/**
 * The devices that an account says it has (XEP-0384 4.2, 4.3). Who writes one is not proved: it
 * says whose bundles to ask for, no more.
 *
 * @param ids in the order published, each once
 * @param excess how many more were published than are ever believed
 */
record DeviceList(SequencedSet<Integer> ids, int excess) {
  static final String NODE = Wire.NAMESPACE + ".devicelist";

  /** The one item of the node. */
  static final String ITEM = "current";

  /** Far more than people have; each costs a session and a question to the server. */
  static final int MOST = 64;

  static final DeviceList NONE = new DeviceList(new LinkedHashSet<>(), 0);

  DeviceList {
    ids = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(ids));
  }

  /** Reads a {@code list}; whatever is no device in it is passed over. */
  static DeviceList read(Xml element) {
    if (!element.is("list", Wire.NAMESPACE)) {
      return NONE;
    }
    var ids = new LinkedHashSet<Integer>();
    for (Xml device : element.all("device")) {
      Wire.device(device.attribute("id")).ifPresent(ids::add);
    }
    int excess = Math.max(0, ids.size() - MOST);
    while (ids.size() > MOST) {
      ids.removeLast();
    }
    return new DeviceList(ids, excess);
  }

  /** The same list with one more device; the oldest make room for it. */
  DeviceList with(int device) {
    var more = new LinkedHashSet<>(ids);
    more.add(device);
    while (more.size() > MOST) {
      more.removeFirst();
    }
    return new DeviceList(more, 0);
  }

  Xml write() {
    return Wire.element("list")
        .with(
            ids.stream().map(id -> Wire.element("device").with("id", String.valueOf(id))).toList());
  }
}
