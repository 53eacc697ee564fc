package dev.ferry.ice.stun;

import java.util.Optional;

/** The methods of STUN that are used here (RFC 8489 18.2, RFC 8656 17, RFC 6062 6.1). */
public enum StunMethod {
  BINDING(0x001),
  ALLOCATE(0x003),
  REFRESH(0x004),
  SEND(0x006),
  DATA(0x007),
  CREATE_PERMISSION(0x008),
  CHANNEL_BIND(0x009),
  CONNECT(0x00A),
  CONNECTION_BIND(0x00B),
  CONNECTION_ATTEMPT(0x00C);

  private final int code;

  StunMethod(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static Optional<StunMethod> of(int code) {
    for (StunMethod method : values()) {
      if (method.code == code) {
        return Optional.of(method);
      }
    }
    return Optional.empty();
  }
}
