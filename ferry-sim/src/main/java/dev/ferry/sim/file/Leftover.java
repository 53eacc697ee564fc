package dev.ferry.sim.file;

/**
 * A partial file that lies in a vault.
 *
 * @param name the final name it was meant to get
 * @param size bytes announced
 * @param written bytes that came
 * @param record what its receiver noted for a resume
 * @param inUse whether nobody has closed it yet
 */
public record Leftover(String name, long size, long written, String record, boolean inUse) {}
