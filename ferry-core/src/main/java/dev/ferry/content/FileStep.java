package dev.ferry.content;

/**
 * Which of several files a copy is at.
 *
 * @param name as the sender wrote it, with the folders it lies in; not safe for a terminal
 * @param number from 1 on
 * @param of how many
 */
public record FileStep(String name, long number, long of) {}
