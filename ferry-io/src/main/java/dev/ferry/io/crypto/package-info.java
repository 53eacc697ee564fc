/**
 * The system's own OpenSSL for what a transfer computes for every byte: AES-GCM and SHA-256, as a
 * provider of the Java platform's cryptography, so that TLS and everything else take it from there.
 *
 * <p>Goals: a young process encrypts at full speed from its first record, without waiting until the
 * virtual machine has compiled its own; no copies of direct buffers; where there is no such
 * library, or no leave to call it, all goes on with the platform's own.
 *
 * <p>Non-goals: keys, signatures, random numbers; TLS itself; other algorithms; other libraries.
 */
@NullMarked
package dev.ferry.io.crypto;

import org.jspecify.annotations.NullMarked;
