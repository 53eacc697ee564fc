package dev.ferry.si;

import java.util.List;
import java.util.Set;

/** What service discovery says about the old file transfer (XEP-0095 3.1, XEP-0020 2.2). */
public final class SiFeatures {
  /** What a device announces that takes such offers. */
  public static final List<String> ALL =
      List.of(
          SiCodec.NAMESPACE,
          SiCodec.PROFILE,
          StreamMethodForm.NAMESPACE,
          StreamMethod.BYTESTREAMS.namespace(),
          StreamMethod.IN_BAND.namespace());

  private SiFeatures() {}

  /** Whether a device with these features can be offered a file. */
  public static boolean canReceiveFiles(Set<String> features) {
    return features.contains(SiCodec.PROFILE);
  }
}
