package dev.ferry.bench.micro;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How bytes of a direct buffer best reach SHA-256: handed over as they are, which the JDK copies in
 * pieces of 4 KiB, copied here in larger pieces, or kept on the heap from the start.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DigestFeeding {
  @Param({"64", "512"})
  private int kibibytes;

  private ByteBuffer direct = ByteBuffer.allocate(0);
  private ByteBuffer heap = ByteBuffer.allocate(0);
  private final byte[] piece = new byte[64 << 10];
  private final MessageDigest digest;

  public DigestFeeding() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Setup
  public void allocate() {
    direct = ByteBuffer.allocateDirect(kibibytes << 10);
    heap = ByteBuffer.allocate(kibibytes << 10);
  }

  @Benchmark
  public MessageDigest direct() {
    digest.update(direct.clear());
    return digest;
  }

  @Benchmark
  public MessageDigest heap() {
    digest.update(heap.clear());
    return digest;
  }

  @Benchmark
  public MessageDigest directInLargePieces() {
    direct.clear();
    while (direct.hasRemaining()) {
      int length = Math.min(piece.length, direct.remaining());
      direct.get(piece, 0, length);
      digest.update(piece, 0, length);
    }
    return digest;
  }
}
