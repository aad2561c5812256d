package pipelinelock.stamp;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.util.Selector;

/**
 * The token of a time stamp, verified against what it should cover and the authorities that we
 * trust.
 */
final class TimeStamp {
  private final TimeStampToken token;

  private TimeStamp(TimeStampToken token) {
    this.token = token;
  }

  static TimeStamp of(TimeStampToken token) {
    return new TimeStamp(token);
  }

  /**
   * Reads a token (CMS, DER).
   *
   * @throws IllegalArgumentException when it is none
   */
  static TimeStamp parse(byte[] encoded) {
    try {
      return new TimeStamp(new TimeStampToken(new CMSSignedData(encoded)));
    } catch (CMSException | TSPException | IOException | RuntimeException e) {
      throw new IllegalArgumentException("it is not a time stamp", e);
    }
  }

  byte[] encoded() throws IOException {
    return token.getEncoded();
  }

  /**
   * When the authority saw it.
   *
   * @param sha256 of what it is said to be of
   * @param trusted certificates of the authority, or of those who certify it
   * @throws IllegalArgumentException when the token is of something else, was changed, or is of
   *     nobody whom we trust; the message is a clause
   */
  Instant verified(byte[] sha256, Collection<X509Certificate> trusted) {
    var info = token.getTimeStampInfo();
    if (!info.getMessageImprintAlgOID().equals(NISTObjectIdentifiers.id_sha256)
        || !Arrays.equals(info.getMessageImprintDigest(), sha256)) {
      throw new IllegalArgumentException("it is not for this checkpoint");
    }
    try {
      var certificates = certificates();
      var signer = signer(certificates);
      token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(signer));
      if (!trusted.contains(signer)) {
        requireTrust(signer, certificates, trusted, info.getGenTime());
      }
      return info.getGenTime().toInstant();
    } catch (TSPException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "its signature is not from an authority that the settings trust at that time", e);
    }
  }

  private List<X509Certificate> certificates() throws GeneralSecurityException {
    var converter = new JcaX509CertificateConverter();
    var all = new ArrayList<X509Certificate>();
    for (X509CertificateHolder one : token.getCertificates().getMatches(null)) {
      all.add(converter.getCertificate(one));
    }
    return all;
  }

  private X509Certificate signer(List<X509Certificate> certificates)
      throws GeneralSecurityException {
    @SuppressWarnings("unchecked") // what it says of itself in an older form
    Selector<X509CertificateHolder> named = token.getSID();
    var converter = new JcaX509CertificateConverter();
    for (X509CertificateHolder one : token.getCertificates().getMatches(named)) {
      return converter.getCertificate(one);
    }
    throw new GeneralSecurityException(
        "none of its %d certificates signed it".formatted(certificates.size()));
  }

  /** By way of the certificates in the token; whether one was revoked is not asked. */
  private static void requireTrust(
      X509Certificate signer,
      List<X509Certificate> others,
      Collection<X509Certificate> trusted,
      Date at)
      throws GeneralSecurityException {
    Set<TrustAnchor> anchors = new HashSet<>();
    trusted.forEach(it -> anchors.add(new TrustAnchor(it, null)));
    var path = new ArrayList<X509Certificate>();
    path.add(signer);
    for (var next = issuer(path.getLast(), others);
        next != null;
        next = issuer(path.getLast(), others)) {
      if (trusted.contains(next) || path.contains(next)) {
        break;
      }
      path.add(next);
    }
    var rules = new PKIXParameters(anchors);
    rules.setDate(at);
    rules.setRevocationEnabled(false);
    CertPathValidator.getInstance("PKIX")
        .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), rules);
  }

  private static @org.jspecify.annotations.Nullable X509Certificate issuer(
      X509Certificate of, List<X509Certificate> others) {
    return others.stream()
        .filter(it -> it.getSubjectX500Principal().equals(of.getIssuerX500Principal()))
        .findFirst()
        .orElse(null);
  }
}
