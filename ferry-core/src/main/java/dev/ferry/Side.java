package dev.ferry;

/** Which end of a transfer is meant, as seen from this device. */
public enum Side {
  HERE,
  THERE,
  /** The network or a server between the two. */
  BETWEEN
}
