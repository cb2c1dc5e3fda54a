package org.latticehost.providers.internal.httpclient;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ConfigurationException;

/** Whose certificates are trusted: those that the JVM trusts, those of a file, or both. */
final class TrustedRoots {
    private TrustedRoots() {}

    /** Empty for what the JVM trusts. */
    static Optional<SSLContext> of(Map<String, String> config) {
        boolean jvm = flag(config, "load_native_certs") || flag(config, "load_webpki_certs");
        String file = config.get("ssl_certs_file");
        if (file == null) {
            if (!jvm) {
                throw new ConfigurationException(
                        "load_native_certs and load_webpki_certs are off and there is no ssl_certs_file: nobody is trusted");
            }
            return Optional.empty();
        }
        try {
            List<Certificate> roots = new ArrayList<>(read(Path.of(file)));
            if (jvm) {
                roots.addAll(jvm());
            }
            return Optional.of(context(roots));
        } catch (IOException | GeneralSecurityException e) {
            throw new ConfigurationException("ssl_certs_file '" + file + "' cannot be used: " + e.getMessage(), e);
        }
    }

    private static boolean flag(Map<String, String> config, String key) {
        return "true".equalsIgnoreCase(config.getOrDefault(key, "true"));
    }

    private static List<Certificate> read(Path pem) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(pem)) {
            List<Certificate> certificates =
                    List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
            if (certificates.isEmpty()) {
                throw new GeneralSecurityException("it holds no certificate");
            }
            return certificates;
        }
    }

    private static List<X509Certificate> jvm() throws GeneralSecurityException {
        TrustManagerFactory factory = factory(null);
        List<X509Certificate> roots = new ArrayList<>();
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                roots.addAll(List.of(x509.getAcceptedIssuers()));
            }
        }
        return roots;
    }

    private static SSLContext context(List<Certificate> roots) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (int i = 0; i < roots.size(); i++) {
            store.setCertificateEntry("root" + i, roots.get(i));
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory(store).getTrustManagers(), null);
        return context;
    }

    private static TrustManagerFactory factory(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }
}
