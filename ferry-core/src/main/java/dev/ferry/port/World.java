package dev.ferry.port;

/** The ports that every part of the core needs, handed down together. */
public record World(Tasks tasks, Network network, Randomness random) {}
