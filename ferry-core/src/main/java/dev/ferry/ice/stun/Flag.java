package dev.ferry.ice.stun;

/** The value of an attribute that has none: being there is all it says. */
public enum Flag {
  SET
}
