package pipelinelock.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.incident.ledger.RecordUnavailable;
import pipelinelock.incident.ledger.RequestLedger;
import pipelinelock.sender.Sender;
import pipelinelock.sender.Served;

/**
 * Accepts only what Slack signed for this app and this workspace, a moment ago, and each request
 * once. No part of a body is parsed before its signature is verified.
 */
public final class SlackDoor extends HttpFilter {
  private static final String NO_RECORD =
      "The bot cannot reach its record right now, so it did nothing. Running plans continue when the record is back. Try again in a minute.";

  private static final Pattern COMMAND = Pattern.compile("(^|&)command=");

  private static final Logger LOG = LoggerFactory.getLogger(SlackDoor.class);
  private static final long serialVersionUID = 1L;
  private static final int MOST = DoorLimits.BODY;
  private static final String SSL_CHECK = "ssl_check=1";

  private final transient DoorConfig config;
  private final transient RequestLedger seen;
  private final transient InstantSource clock;
  private final transient RejectionNotice apology;
  private final transient LongConsumer eventsLost;
  private final transient TurnedAway turnedAway;
  private final transient ReadOnly readOnly;
  private final transient RecentReads reads;

  /**
   * @param apology for buttons that are turned away because the record is away
   * @param readOnly which commands change nothing: they wait for no disk
   * @param eventsLost receives the time since which Slack drops events, in seconds since 1970
   */
  public SlackDoor(
      DoorConfig config,
      RequestLedger seen,
      InstantSource clock,
      RejectionNotice apology,
      ReadOnly readOnly,
      LongConsumer eventsLost) {
    this.eventsLost = eventsLost;
    this.config = config;
    this.seen = seen;
    this.clock = clock;
    this.apology = apology;
    this.readOnly = readOnly;
    this.reads = new RecentReads(seen, clock.instant());
    this.turnedAway = new TurnedAway(clock);
  }

  InstantSource clock() {
    return clock;
  }

  TurnedAway turnedAway() {
    return turnedAway;
  }

  @Override
  protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain in)
      throws IOException, ServletException {
    byte[] body = request.getInputStream().readNBytes(MOST + 1);
    if (body.length > MOST) {
      turnedAway.count(TurnedAway.Reason.TOO_LARGE);
      refuse(response, 413, "The request is too large.");
    } else if (isSslCheck(request, body)) {
      response.setStatus(200);
    } else {
      knock(new KeptBody(request, body), body, response, in);
    }
  }

  /** Slack's look at the certificate comes without a signature, and asks for nothing. */
  private static boolean isSslCheck(HttpServletRequest request, byte[] body) {
    return request.getHeader("X-Slack-Signature") == null
        && body.length < 1000
        && new String(body, UTF_8).startsWith(SSL_CHECK);
  }

  private void knock(
      HttpServletRequest request, byte[] body, HttpServletResponse response, FilterChain in)
      throws IOException {
    var signature = signature(request);
    if (!signature.isFresh(clock.instant()) || !signature.isOf(body, config.signingSecrets())) {
      turnedAway.count(TurnedAway.Reason.WRONG_SIGNATURE);
      response.setHeader("Connection", "close");
      response.setStatus(401);
      return;
    }
    try {
      if (!isNew(signature, body)) {
        LOG.warn("A request arrived a second time with the same signature; the bot ignored it");
        response.setStatus(200);
        return;
      }
    } catch (RecordUnavailable e) {
      // It might have come before: without the ledger nothing is let in.
      LOG.warn("A request was rejected: {}", e.getMessage());
      refuseForNow(response, body);
      return;
    }
    var sender = Sender.of(body);
    if (sender.isEmpty()) {
      refuse(response, 400, "The request is not one that Slack sends.");
    } else if (config.served().whyNot(sender.get()).isPresent()) {
      refuseForGood(response, body, config.served().whyNot(sender.get()).get());
    } else if (sender.get().eventsLostSince().isPresent()) {
      eventsLost.accept(sender.get().eventsLostSince().getAsLong());
      response.setStatus(200);
    } else {
      letIn(request, response, in);
    }
  }

  private boolean isNew(RequestSignature signature, byte[] body) {
    var now = clock.instant();
    return Sender.typed(body).filter(readOnly::isRead).isPresent()
        ? reads.isNew(signature, now)
        : seen.isNew(signature.signature(), now);
  }

  /**
   * Slack shows the answer to a command if its status is 200, and its own error otherwise: next to
   * a button a sign that is easily overlooked; over a form, which stays open, a sentence.
   */
  private void refuseForNow(HttpServletResponse response, byte[] body) throws IOException {
    if (isCommand(body)) {
      refuse(response, 200, NO_RECORD);
    } else if (isTold(body)) {
      response.setStatus(200);
    } else {
      refuse(response, 503, NO_RECORD);
    }
  }

  private boolean isTold(byte[] body) {
    return Sender.of(body).filter(it -> config.served().whyNot(it).isEmpty()).isPresent()
        && isTold(body, NO_RECORD);
  }

  private boolean isTold(byte[] body, String sentence) {
    return Sender.payload(body).filter(it -> apology.isTold(it, sentence)).isPresent();
  }

  /** Slack signed it, so a person waits for an answer: mostly the ids in the settings are wrong. */
  private void refuseForGood(HttpServletResponse response, byte[] body, String why)
      throws IOException {
    LOG.warn("A signed request was rejected: {}", why);
    if (isCommand(body)) {
      refuse(response, 200, Served.told(why));
    } else if (isTold(body, Served.told(why))) {
      response.setStatus(200);
    } else {
      refuse(response, 403, Served.told(why));
    }
  }

  private static boolean isCommand(byte[] body) {
    return COMMAND.matcher(new String(body, UTF_8)).find();
  }

  private static RequestSignature signature(HttpServletRequest request) {
    return new RequestSignature(
        header(request, "X-Slack-Request-Timestamp"), header(request, "X-Slack-Signature"));
  }

  private static String header(HttpServletRequest request, String name) {
    return Optional.ofNullable(request.getHeader(name)).orElse("");
  }

  /** Bolt parses outside of its own error handling: what it throws is about the body. */
  private static void letIn(
      HttpServletRequest request, HttpServletResponse response, FilterChain in) throws IOException {
    try {
      in.doFilter(request, response);
    } catch (RuntimeException | ServletException e) {
      LOG.warn("A signed request could not be understood", e);
      if (!response.isCommitted()) {
        response.reset();
        refuse(response, 400, "The request is not one that Slack sends.");
      }
    }
  }

  private static void refuse(HttpServletResponse response, int status, String text)
      throws IOException {
    response.setStatus(status);
    response.setContentType("text/plain");
    response.setCharacterEncoding("utf-8");
    response.getWriter().print(text);
  }
}
