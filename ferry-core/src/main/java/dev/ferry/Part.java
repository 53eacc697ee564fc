package dev.ferry;

/**
 * One device's part of a transfer that was offered to several devices of a peer.
 *
 * @param device as it is addressed
 * @param state of this device alone
 */
public record Part(Peer device, TransferState state) {}
