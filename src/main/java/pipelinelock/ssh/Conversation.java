package pipelinelock.ssh;

import java.security.KeyPair;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.client.auth.pubkey.PublicKeyAuthenticationReporter;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.jspecify.annotations.Nullable;

/**
 * What both sides of a connection said before the login: asks for the wanted host key, and keeps
 * what a later exception no longer contains.
 */
final class Conversation implements SessionListener, PublicKeyAuthenticationReporter {
  /** The two sides had nothing in common of one kind of algorithm. */
  record Disagreement(KexProposalOption about, List<String> server, List<String> bot) {}

  private final HostKeyOffer offer;
  private final List<String> lines = new ArrayList<>();
  private final List<String> tried = new ArrayList<>();
  private boolean connected;
  private boolean introduced;
  private Optional<Disagreement> disagreement = Optional.empty();
  private Optional<String> hostKeyAlgorithm = Optional.empty();
  private Optional<String> farewell = Optional.empty();
  private Optional<String> alsoWanted = Optional.empty();

  Conversation(HostKeyOffer offer) {
    this.offer = offer;
  }

  /** Whether its port took the connection. */
  synchronized boolean isConnected() {
    return connected;
  }

  /** Whether the far end said that it is an SSH server. */
  synchronized boolean isIntroduced() {
    return introduced;
  }

  /** What it said before that. */
  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  synchronized Optional<Disagreement> disagreement() {
    return disagreement;
  }

  /** That of the host key, once agreed on. */
  synchronized Optional<String> hostKeyAlgorithm() {
    return hostKeyAlgorithm;
  }

  /** The words with which it hung up. */
  synchronized Optional<String> farewell() {
    return farewell;
  }

  /** The keys that were shown to it, as a person compares them. */
  synchronized List<String> tried() {
    return List.copyOf(tried);
  }

  /** What it wants in addition to a key that it has accepted. */
  synchronized Optional<String> alsoWanted() {
    return alsoWanted;
  }

  @Override
  public synchronized void sessionEstablished(Session session) {
    connected = true;
  }

  @Override
  public synchronized void sessionPeerIdentificationLine(
      Session session, String line, List<String> extraLines) {
    lines.add(line);
  }

  @Override
  public synchronized void sessionPeerIdentificationReceived(
      Session session, String version, List<String> extraLines) {
    introduced = true;
  }

  @Override
  public void sessionNegotiationOptionsCreated(
      Session session, Map<KexProposalOption, String> proposal) {
    var all = List.of(proposal.getOrDefault(KexProposalOption.SERVERKEYS, "").split(",", -1));
    proposal.put(KexProposalOption.SERVERKEYS, String.join(",", offer.algorithms(all)));
  }

  @Override
  public synchronized void sessionNegotiationEnd(
      Session session,
      Map<KexProposalOption, String> bot,
      Map<KexProposalOption, String> server,
      Map<KexProposalOption, String> agreed,
      @Nullable Throwable reason) {
    hostKeyAlgorithm = Optional.ofNullable(agreed.get(KexProposalOption.SERVERKEYS));
    if (reason != null) {
      disagreement =
          new EnumMap<>(bot)
              .keySet().stream()
                  .filter(it -> !agreed.containsKey(it))
                  .map(it -> new Disagreement(it, names(server.get(it)), names(bot.get(it))))
                  .filter(it -> it.server().stream().noneMatch(it.bot()::contains))
                  .findFirst();
    }
  }

  private static List<String> names(@Nullable String list) {
    return list == null || list.isEmpty() ? List.of() : List.of(list.split(",", -1));
  }

  @Override
  public synchronized void sessionDisconnect(
      Session session, int reason, String words, String language, boolean byUs) {
    if (!byUs) {
      farewell = Optional.of(words);
    }
  }

  @Override
  public synchronized void signalAuthenticationAttempt(
      ClientSession session, String service, KeyPair key, String algorithm) {
    var shown = HostKeys.describe(key.getPublic());
    if (!tried.contains(shown)) {
      tried.add(shown);
    }
  }

  @Override
  public synchronized void signalAuthenticationFailure(
      ClientSession session,
      String service,
      KeyPair key,
      boolean partial,
      List<String> serverMethods) {
    if (partial) {
      alsoWanted = Optional.of(String.join(", ", serverMethods));
    }
  }
}
