package dev.ferry.port;

/** The ports of encryption: who this device is, and what it knows of the others. */
public record Keyring(Identity identity, Pins pins) {}
