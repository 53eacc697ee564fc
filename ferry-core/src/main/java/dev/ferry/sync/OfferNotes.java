package dev.ferry.sync;

import dev.ferry.FileOffer;
import dev.ferry.content.Hashes;
import dev.ferry.identity.AccountId;
import dev.ferry.json.Json;
import dev.ferry.sync.SharedOffer.Answer;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Notes what was offered to this account and by it, and what this device did with it. Any task may
 * call; that something cannot be noted harms no transfer.
 */
public final class OfferNotes {
  private static final System.Logger LOG = System.getLogger(OfferNotes.class.getName());

  private final Notebook notebook;

  public OfferNotes(Notebook notebook) {
    this.notebook = notebook;
  }

  /** Something was offered, to this account or by it. */
  public void offered(String publication, AccountId from, AccountId to, FileOffer file) {
    put(Kind.OFFER, publication, SharedOffer.json(from, to, file));
  }

  /** This device has answered. */
  public void answered(String publication, Answer answer, Hashes hashes) {
    put(Kind.ANSWER, publication + "/" + notebook.writer(), SharedOffer.json(answer, hashes));
  }

  private void put(Kind kind, String about, Json.Obj value) {
    try {
      notebook.put(kind, about, value);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "an offer could not be noted", e);
    }
  }

  /** The own devices that have what was offered so, by their longer ids; not this one. */
  public List<String> holders(String publication) {
    try {
      return notebook.notes().of(Kind.ANSWER).stream()
          .filter(note -> note.about().startsWith(publication + "/"))
          .filter(note -> note.said().text("word").filter(Answer.HAS.word()::equals).isPresent())
          .sorted(Comparator.comparingLong(Note::stamp).reversed())
          .map(note -> note.about().substring(publication.length() + 1))
          .filter(device -> !device.equals(notebook.writer()))
          .toList();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "what own devices have cannot be read", e);
      return List.of();
    }
  }

  /** What became of an offer on the other own devices, by their longer ids. */
  public Map<String, Answer> elsewhere(String publication) {
    try {
      Map<String, Answer> all =
          new LinkedHashMap<>(
              SharedOffer.find(notebook.notes(), publication)
                  .map(SharedOffer::answers)
                  .orElse(Map.of()));
      all.remove(notebook.writer());
      return all;
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "what own devices have cannot be read", e);
      return Map.of();
    }
  }
}
