package dev.ferry.io.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.io.key.KeyFile;
import dev.ferry.security.TlsEngines;
import dev.ferry.security.TlsRehearsal;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.Security;
import javax.crypto.Cipher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class NativeProviderTest {
  private static final String GCM = "AES/GCM/NoPadding";

  @TempDir private Path home;

  @AfterEach
  void putBack() {
    Security.removeProvider(new NativeProvider().getName());
  }

  @Test
  @EnabledIf("dev.ferry.io.crypto.NativeProvider#works")
  void tlsTakesItsCipherFromIt() throws Exception {
    NativeProvider.install();
    assertThat(Cipher.getInstance(GCM).getProvider()).isInstanceOf(NativeProvider.class);
    assertThat(MessageDigest.getInstance("SHA-256").getProvider())
        .isInstanceOf(NativeProvider.class);
    TlsEngines engines = TlsEngines.of(new KeyFile(home).credentials());
    assertThat(TlsRehearsal.run(engines, () -> true)).isGreaterThan(1 << 20);
  }

  @Test
  void leavesAllToThePlatformWhereThereIsNoLibrary() throws Exception {
    Security.insertProviderAt(new NativeProvider(this::missing, this::missing), 1);
    Provider cipher = Cipher.getInstance(GCM).getProvider();
    assertThat(cipher.getName()).isEqualTo("SunJCE");
    assertThat(MessageDigest.getInstance("SHA-256").getProvider().getName()).isEqualTo("SUN");
  }

  private Object missing() {
    throw new NoClassDefFoundError("no library");
  }
}
