package dev.ferry.io.http;

import dev.ferry.port.Http;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * HTTP 1.1 as the JDK speaks it, with its trust in certificates. A redirection is not followed: a
 * server far away has no say in what is asked of the networks that only this device sees. May be
 * used from any thread. Deadlines are those of {@link System#nanoTime}.
 */
public final class JdkHttp implements Http {
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  @Override
  public Answer ask(Request request, long deadline) throws IOException, InterruptedException {
    HttpRequest built = build(request);
    CompletableFuture<HttpResponse<Body>> answer = client.sendAsync(built, head -> new Body());
    try {
      HttpResponse<Body> head =
          answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      return new JdkAnswer(head.statusCode(), head.body());
    } catch (ExecutionException failed) {
      Throwable why = Objects.requireNonNullElse(failed.getCause(), failed);
      throw new IOException(reason(why), why);
    } catch (TimeoutException late) {
      throw new IOException("no answer in time", late);
    } finally {
      // Without effect when there is an answer.
      answer.cancel(true);
    }
  }

  private static HttpRequest build(Request request) throws IOException {
    try {
      HttpRequest.Builder builder = HttpRequest.newBuilder(request.to());
      return switch (request) {
        case Request.Get get -> builder.GET().build();
        case Request.PostJson post ->
            builder
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(post.json()))
                .build();
      };
    } catch (IllegalArgumentException noWebAddress) {
      throw new IOException("this is no address of a web server", noWebAddress);
    }
  }

  /** The client leaves the text of a refused connection empty. */
  private static String reason(Throwable failure) {
    String text = failure.getMessage();
    if (text != null && !text.isEmpty()) {
      return text;
    }
    return failure instanceof ConnectException
        ? "it cannot be connected to"
        : failure.getClass().getSimpleName();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private record JdkAnswer(int status, Body body) implements Answer {
    @Override
    public int read(ByteBuffer into, long deadline) throws IOException, InterruptedException {
      return body.read(into, deadline);
    }

    @Override
    public void close() {
      body.close();
    }
  }
}
