package dev.ferry.ice.stun;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** An address with its port, in clear or hidden from meddling NATs (RFC 8489 14.1, 14.2). */
enum AddressShape implements Shape<InetSocketAddress> {
  PLAIN,
  XORED;

  @Override
  public Optional<InetSocketAddress> read(ByteBuffer value, TransactionId id) {
    if (value.remaining() != 8 && value.remaining() != 20) {
      return Optional.empty();
    }
    value.get();
    int family = value.get();
    byte[] port = {value.get(), value.get()};
    byte[] address = new byte[value.remaining()];
    value.get(address);
    if (family != (address.length == 4 ? 1 : 2)) {
      return Optional.empty();
    }
    mask(port, id);
    mask(address, id);
    return Optional.of(
        new InetSocketAddress(address(address), (port[0] & 0xFF) << 8 | (port[1] & 0xFF)));
  }

  @Override
  public void write(InetSocketAddress value, ByteBuffer to, TransactionId id) {
    byte[] port = {(byte) (value.getPort() >> 8), (byte) value.getPort()};
    byte[] address = value.getAddress().getAddress();
    mask(port, id);
    mask(address, id);
    to.put((byte) 0).put((byte) (address.length == 4 ? 1 : 2)).put(port).put(address);
  }

  private void mask(byte[] bytes, TransactionId id) {
    if (this == PLAIN) {
      return;
    }
    ByteBuffer mask = ByteBuffer.allocate(16).putInt(StunPacket.COOKIE);
    id.write(mask);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] ^= mask.get(i);
    }
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four or sixteen bytes are an address", e);
    }
  }
}
