package dev.ferry.ice.stun;

/**
 * Why a request was refused (RFC 8489 14.8), with what the other side says about it.
 *
 * @param code 300 to 699
 * @param reason for diagnosis; the other side's words, not to be trusted
 */
public record ErrorCode(int code, String reason) {
  public static final int TRY_ALTERNATE = 300;
  public static final int BAD_REQUEST = 400;
  public static final int UNAUTHENTICATED = 401;
  public static final int FORBIDDEN = 403;
  public static final int UNKNOWN_ATTRIBUTE = 420;
  public static final int ALLOCATION_MISMATCH = 437;
  public static final int STALE_NONCE = 438;
  public static final int FAMILY_NOT_SUPPORTED = 440;
  public static final int WRONG_CREDENTIALS = 441;
  public static final int TRANSPORT_NOT_SUPPORTED = 442;
  public static final int PEER_FAMILY_MISMATCH = 443;
  public static final int CONNECTION_EXISTS = 446;
  public static final int CONNECTION_FAILED = 447;
  public static final int QUOTA_REACHED = 486;
  public static final int ROLE_CONFLICT = 487;
  public static final int SERVER_ERROR = 500;
  public static final int INSUFFICIENT_CAPACITY = 508;

  public ErrorCode {
    if (code < 300 || code > 699) {
      throw new IllegalArgumentException("an error code of " + code);
    }
  }

  @Override
  public String toString() {
    return reason.isEmpty() ? "error " + code : "error " + code + " (" + reason + ")";
  }
}
