package pipelinelock.evidence.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pipelinelock.evidence.IncidentReport;
import pipelinelock.evidence.IncidentWords;
import pipelinelock.evidence.PersonsDecision;
import pipelinelock.evidence.Seal;
import pipelinelock.evidence.SeenEvidence;
import pipelinelock.evidence.StepAccount;
import pipelinelock.evidence.TaskText;
import pipelinelock.evidence.TimelineEntry;
import pipelinelock.wording.Outside;

/** The report for programs; docs/incident-export.schema.json is its JSON Schema. */
final class ReportJson {
  /** Grows when a key is renamed or removed, or changes its meaning. */
  private static final int VERSION = 1;

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Edition edition;

  private ReportJson(Edition edition) {
    this.edition = edition;
  }

  static String of(IncidentReport report, Edition edition) {
    try {
      return JSON.writeValueAsString(new ReportJson(edition).whole(report)) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("writing a tree", e);
    }
  }

  private ObjectNode whole(IncidentReport report) {
    var incident = report.incident();
    var root = JSON.createObjectNode();
    root.put("format", "pipeline-lock-incident");
    root.put("version", VERSION);
    root.put("written_at", edition.at().toString());
    root.put("written_by", "pipeline-lock " + edition.build());
    root.put("zone", edition.zone().getId());
    root.put("incident", incident.id().toString());
    root.put("environment", incident.environment().value());
    root.put("state", IncidentWords.state(incident));
    root.put("cure", incident.request().plan().cure().word());
    root.put("requested_by", incident.request().by().toString());
    root.put("requested_at", incident.requestedAt().toString());
    text(root, "reason", Optional.of(incident.request().reason()));
    text(root, "continues", incident.request().after().map(Object::toString));
    end(root, report);
    fill(root.putArray("timeline"), report.timeline(), this::entry);
    fill(root.putArray("steps"), report.steps(), ReportJson::step);
    fill(root.putArray("decisions"), report.decisions(), ReportJson::decision);
    fill(root.putArray("evidence"), report.seen(), ReportJson::seen);
    fill(root.putArray("tasks"), report.tasks(), ReportJson::task);
    seal(root.putObject("proof"), report.seal());
    texts(root, "gaps", report.gaps());
    return root;
  }

  private interface Filling<T> {
    void fill(ObjectNode into, T from);
  }

  private static <T> void fill(ArrayNode array, List<T> all, Filling<T> filling) {
    all.forEach(it -> filling.fill(array.addObject(), it));
  }

  private static void end(ObjectNode root, IncidentReport report) {
    if (report.end().isEmpty()) {
      root.putNull("end");
      return;
    }
    var closed = report.end().get();
    var end = root.putObject("end");
    end.put("outcome", closed.outcome().name());
    end.put("at", closed.at().toString());
    text(end, "state", Optional.of(closed.state()));
    text(end, "summary", Optional.of(closed.summary()));
    texts(end, "todo", closed.todo());
  }

  private void entry(ObjectNode into, TimelineEntry it) {
    into.put("event", it.sequence());
    into.put("type", it.type());
    into.put("recorded_at", it.recorded().toString());
    into.put("happened_at", it.about().toString());
    into.put("local", edition.local(it.about()));
    text(into, "by", it.by().map(Object::toString));
    text(into, "what", Optional.of(it.words()));
    text(into, "quoted", it.quoted());
    text(into, "said_by", it.author().map(Object::toString));
    texts(into, "evidence", it.evidence());
    text(into, "link", it.link());
    text(into, "for_status_page", it.publicly());
    into.put("hash", it.hash());
  }

  private static void step(ObjectNode into, StepAccount it) {
    into.put("step", it.number());
    text(into, "planned", Optional.of(it.planned()));
    time(into, "begun_at", it.begun());
    time(into, "ended_at", it.ended());
    into.put("outcome", it.outcome());
    text(into, "note", Optional.of(it.note()));
    it.task().ifPresentOrElse(task -> into.put("task", task), () -> into.putNull("task"));
  }

  private static void decision(ObjectNode into, PersonsDecision it) {
    into.put("event", it.event());
    into.put("at", it.at().toString());
    into.put("by", it.by().toString());
    into.put("what", it.what());
    text(into, "reason", it.reason());
    texts(into, "lists", it.lists());
    into.put("typed_name", it.typedName());
    time(into, "taken_back_at", it.takenBack());
    if (it.proof().isEmpty()) {
      into.putNull("proof");
      return;
    }
    var proof = it.proof().get();
    var node = into.putObject("proof");
    node.put("body", proof.body());
    text(node, "timestamp", proof.timestamp());
    text(node, "signature", proof.signature());
    text(node, "card", proof.card());
  }

  private static void seen(ObjectNode into, SeenEvidence it) {
    into.put("decision", it.decision());
    into.put("event", it.event());
    into.put("code", it.evidence().code());
    into.put("fingerprint", it.evidence().fingerprint());
    into.put("seen_at", it.evidence().at().toString());
    into.put("state", it.evidence().state());
    text(into, "headline", Optional.of(it.evidence().headline()));
    texts(into, "lines", it.evidence().lines());
    it.facts().ifPresentOrElse(all -> texts(into, "facts", all), () -> into.putNull("facts"));
  }

  private static void task(ObjectNode into, TaskText it) {
    into.put("task", it.number());
    into.put("step", it.step());
    texts(into, "lines", it.lines());
  }

  private static void seal(ObjectNode into, Seal it) {
    into.put("events", it.events());
    into.put("head", it.head());
    if (it.checkpoint().isEmpty()) {
      into.putNull("checkpoint");
      return;
    }
    var covered = it.checkpoint().get();
    var node = into.putObject("checkpoint");
    node.put("number", covered.number());
    node.put("at", covered.at().toString());
    node.put("digest", covered.digest());
    node.put("key", covered.key());
    node.put("proved", covered.proved());
    node.put("signature", covered.signature());
  }

  private static void time(ObjectNode into, String key, Optional<Instant> time) {
    text(into, key, time.map(Instant::toString));
  }

  private static void text(ObjectNode into, String key, Optional<String> text) {
    text.ifPresentOrElse(it -> into.put(key, Outside.lines(it)), () -> into.putNull(key));
  }

  private static void texts(ObjectNode into, String key, List<String> texts) {
    var array = into.putArray(key);
    texts.forEach(it -> array.add(Outside.lines(it)));
  }
}
