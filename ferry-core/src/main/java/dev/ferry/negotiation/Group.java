package dev.ferry.negotiation;

import dev.ferry.Peer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Those who are offered the same file, as each of them is told of it: a secret that proves that one
 * is of them, and a tag of each, by which one finds out which of one's own contacts are. Nothing
 * else of the others can be read from it (docs/chunks.md).
 *
 * @param secret 64 hexadecimal digits
 * @param members tags of 32 hexadecimal digits, in no order that means anything
 */
public record Group(String secret, List<String> members) {
  /** Bytes of a secret. */
  public static final int SECRET_BYTES = 32;

  /** The most members of a group. */
  public static final int MOST = 256;

  private static final int TAG_BYTES = 16;

  public Group {
    members = List.copyOf(members);
  }

  /** That of these accounts. */
  public static Group of(String secret, List<Peer.Account> accounts) {
    Group empty = new Group(secret, List.of());
    return new Group(secret, accounts.stream().map(empty::tag).sorted().toList());
  }

  /** What it is called where it is asked for; tells nothing to who does not know the secret. */
  public String id() {
    return mac("group").substring(0, 2 * TAG_BYTES);
  }

  private String tag(Peer.Account account) {
    return mac("member " + account.id()).substring(0, 2 * TAG_BYTES);
  }

  /** Whether that account is of the group. */
  public boolean has(Peer.Account account) {
    return members.contains(tag(account));
  }

  /** What a device shows to another to prove that it knows the secret; of no use to any third. */
  public Claim claim(Peer.Account asker, Peer.Account asked) {
    return new Claim(id(), proof(asker, asked));
  }

  private String proof(Peer.Account asker, Peer.Account asked) {
    return mac("ask " + asker + " " + asked);
  }

  /** Whether who shows this is of the group. */
  public boolean proves(Claim claim, Peer.Account asker, Peer.Account asked) {
    return claim.group().equals(id())
        && MessageDigest.isEqual(
            claim.proof().getBytes(StandardCharsets.US_ASCII),
            proof(asker, asked).getBytes(StandardCharsets.US_ASCII))
        && has(asker);
  }

  /**
   * That one is of a group.
   *
   * @param group its id
   */
  public record Claim(String group, String proof) {}

  private String mac(String what) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] key = secret.getBytes(StandardCharsets.US_ASCII);
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      Arrays.fill(key, (byte) 0);
      return HexFormat.of().formatHex(mac.doFinal(what.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java has HMAC with SHA-256", e);
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "group " + id() + " of " + members.size();
  }
}
