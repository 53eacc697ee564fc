package dev.ferry.app;

import dev.ferry.IncomingOffer;
import dev.ferry.app.report.Report;
import dev.ferry.app.terminal.Graphics;
import dev.ferry.io.picture.SmallPictures;

/**
 * Shows small pictures of what contacts offer, where the terminal can draw. Strangers' pictures are
 * not fetched: that would tell them that somebody looks, and make this device decode their bytes.
 */
final class Previews {
  private static final int SIDE = 128;

  private final Graphics graphics;
  private final Report report;

  Previews(Graphics graphics, Report report) {
    this.graphics = graphics;
    this.report = report;
  }

  /** Shows the picture of an offer, if there is one to be shown; waits some seconds at most. */
  void show(IncomingOffer offer) throws InterruptedException {
    if (graphics != Graphics.NONE && offer.hasThumbnail() && offer.fromContact()) {
      offer
          .thumbnail()
          .flatMap(picture -> SmallPictures.decode(picture, SIDE))
          .flatMap(graphics::draw)
          .ifPresent(report::drawing);
    }
  }
}
