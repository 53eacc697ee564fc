// The page's own logic, in the page's own browser: the body of a function whose last argument is called with
// what failed. Each test may be async and fails by throwing.

const done = arguments[arguments.length - 1];

const same = (found, wanted) => {
  const [one, other] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (one !== other) throw new Error(`${one} instead of ${other}`);
};

const contact = (id, more = {}) => ({ id, name: "", standing: "confirmed", ...more });
const snapshot = (more = {}) => ({
  node: { version: "1", home: "/", accounts: [] },
  contacts: [],
  requests: [],
  offers: [],
  transfers: [],
  outbox: [],
  codes: [],
  settings: { accept: "ask" },
  ...more,
});

const tests = {
  async bytesHaveThreeDigitsAndUnitsOfThousands() {
    const { bytes } = await import("/format.js");
    same([0, 999, 1000, 12_345, 999_499, 999_500, 50_000_000, 88_123_456_789].map(bytes), [
      "0 B",
      "999 B",
      "1.00 kB",
      "12.3 kB",
      "999 kB",
      "1.00 MB",
      "50.0 MB",
      "88.1 GB",
    ]);
  },

  async bytesThatAreNoneAreNothing() {
    const { bytes } = await import("/format.js");
    same([-5, NaN, undefined].map(bytes), ["0 B", "0 B", "0 B"]);
  },

  async whatIsShownAsBytesCanBeTyped() {
    const { bytes, parseBytes } = await import("/format.js");
    same(
      ["", "0", "2 MB", "2,5 mb/s", "1.5GiB", "700", bytes(12_300)].map(parseBytes),
      [0, 0, 2_000_000, 2_500_000, 1_500_000_000, 700, 12_300],
    );
    same(
      ["fast", "-1", "1e9", "2 parsecs"].map((typed) => Number.isNaN(parseBytes(typed))),
      [true, true, true, true],
    );
  },

  async theShareIsNeverAboveAHundredAndOnlyFullAtTheEnd() {
    const { percent } = await import("/format.js");
    same(
      [percent(0, 10), percent(9_999, 10_000), percent(20, 10), percent(0, 0), percent(0, 0, true)],
      [0, 99, 100, 0, 100],
    );
  },

  async timesAreAsRoughAsPeopleSayThem() {
    const { span } = await import("/format.js");
    same([0, 59, 61, 3_600, 5_000, 200_000].map(span), [
      "0 s",
      "59 s",
      "1 min",
      "1 h 0 min",
      "1 h 23 min",
      "2 days",
    ]);
  },

  async keysAreGroupedWhateverSeparatesThem() {
    const { groups } = await import("/format.js");
    same(groups("05:A1 b2c3-d4"), ["05A1", "b2c3", "d4"]);
  },

  async hiddenCharactersOfNamesAreSeen() {
    const { plain } = await import("/names.js");
    same(plain("photo\u202Egpj.exe"), "photo[U+202E]gpj.exe");
    same(
      plain("a\u200Bb\u0007c\nd\uFEFF\u2066e\u{E0041}"),
      "a[U+200B]b[U+0007]c[U+000A]d[U+FEFF][U+2066]e[U+E0041]",
    );
    same(plain("Zoë 北京 👩‍🚀 ❤️‍🔥"), "Zoë 北京 👩‍🚀 ❤️‍🔥");
    same(plain("x\u200Dy"), "x[U+200D]y");
  },

  async namesAreTextAndNeverMarkup() {
    const { name, rename } = await import("/names.js");
    const node = name("<img src=x onerror=alert(1)>\u202E");
    same(
      [node.querySelector("img"), node.textContent],
      [null, "<img src=x onerror=alert(1)>U+202E"],
    );
    rename(node, "<b>");
    same([node.children.length, node.textContent, node.title], [0, "<b>", "<b>"]);
  },

  async initialsAreOfWordsAndOfAddresses() {
    const { initials } = await import("/names.js");
    same(["Björn Lindqvist", "carol@example.org", "", "👩‍🚀 pilot"].map(initials), [
      "BL",
      "C",
      "?",
      "👩P",
    ]);
  },

  async aSnapshotReplacesAllThatWas() {
    const { fold, NOTHING } = await import("/state.js");
    const before = fold(NOTHING, "snapshot", snapshot({ contacts: [contact("a"), contact("b")] }));
    const after = fold(before, "snapshot", snapshot({ contacts: [contact("c")] }));
    same(
      [[...before.contacts.keys()], [...after.contacts.keys()], after.link],
      [["a", "b"], ["c"], "here"],
    );
  },

  async eventsChangeOneAndLeaveTheEarlierStateAlone() {
    const { fold, NOTHING } = await import("/state.js");
    const before = fold(NOTHING, "snapshot", snapshot({ contacts: [contact("a")] }));
    const named = fold(before, "contact", contact("a", { name: "Anna" }));
    const gone = fold(named, "contact-gone", { id: "a" });
    same(
      [before.contacts.get("a").name, named.contacts.get("a").name, gone.contacts.size],
      ["", "Anna", 0],
    );
    same(fold(named, "of-another-version", { id: "x" }) === named, true);
  },

  async accountsComeAndGoWithTheNode() {
    const { fold, NOTHING } = await import("/state.js");
    same(fold(NOTHING, "account", { id: "x" }) === NOTHING, true);
    const here = fold(NOTHING, "snapshot", snapshot());
    const two = fold(fold(here, "account", { id: "x", standing: "away" }), "account", {
      id: "x",
      standing: "reachable",
    });
    same(two.node.accounts, [{ id: "x", standing: "reachable" }]);
    same(fold(two, "account-gone", { id: "x" }).node.accounts, []);
  },

  async anOfferIsNoTransferUntilItIsAnswered() {
    const { fold, NOTHING, open, running } = await import("/state.js");
    const transfer = { id: "t", state: "offered" };
    const state = fold(
      NOTHING,
      "snapshot",
      snapshot({ transfers: [transfer], offers: [{ id: "t" }] }),
    );
    same([open(state).length, running(state).length], [1, 0]);
    const answered = fold(state, "offer", { id: "t", answered: true });
    same([open(answered).length, running(answered).length], [0, 1]);
  },

  async aDeviceIsCalledAsItsAccount() {
    const { called, fold, NOTHING } = await import("/state.js");
    const id = "1234567890abcdef1234567890abcdef12345678";
    const state = fold(NOTHING, "contact", contact("carol@x.org", { name: "Carol" }));
    same(
      [
        called(state, "carol@x.org/phone", ""),
        called(state, `${id}/${id}`, ""),
        called(state, id, "Eva"),
      ],
      ["Carol", "12345678…5678", "Eva"],
    );
  },

  async aLetterIsNotShownTwice() {
    const { fold, letters, NOTHING, running } = await import("/state.js");
    const of = (state) => {
      const transfers = [{ id: "l", state }];
      return fold(
        NOTHING,
        "snapshot",
        snapshot({ outbox: [{ id: "l", state: "waiting" }], transfers }),
      );
    };
    const counts = (state) => [letters(of(state)).length, running(of(state)).length];
    same(["waiting", "offered", "paused", "ended"].map(counts), [
      [1, 0],
      [0, 1],
      [0, 1],
      [1, 0],
    ]);
  },

  async eventsAreReadHoweverTheirTextIsCut() {
    const { reader } = await import("/events.js");
    const text =
      'event: offer\r\ndata: {"a":\r\ndata: 1}\r\n\r\n: silence\n\nevent: node\ndata: {}\n\n';
    for (let size = 1; size < text.length; size++) {
      const found = [];
      const read = reader((event, data) => found.push([event, JSON.parse(data)]));
      for (let at = 0; at < text.length; at += size) read(text.slice(at, at + size));
      same(found, [
        ["offer", { a: 1 }],
        ["node", {}],
      ]);
    }
  },

  async ratesAreOfBytesBetweenSamples() {
    const { sampled } = await import("/rates.js");
    const flowing = (bytes, route = "relay") => ({ state: "flowing", bytes, route, rate: 0 });
    let samples = sampled([], flowing(0), 0);
    samples = sampled(samples, flowing(1_000), 1_000);
    same(sampled(samples, flowing(1_100), 1_100) === samples, true);
    samples = sampled(samples, flowing(5_000, "ice"), 3_000);
    same(
      samples.map((one) => [one.rate, one.route]),
      [
        [0, "relay"],
        [1_000, "relay"],
        [2_000, "ice"],
      ],
    );
    samples = sampled(samples, { state: "paused", bytes: 5_000 }, 4_000);
    same(samples.at(-1).rate, 0);
    same(sampled(samples, { state: "paused", bytes: 5_000 }, 5_000) === samples, true);
  },

  async onlySoManySamplesAreKept() {
    const { sampled } = await import("/rates.js");
    let samples = [];
    for (let at = 0; at < 1_000; at++)
      samples = sampled(samples, { state: "flowing", bytes: at, route: "ice" }, at * 1_000);
    same([samples.length, samples[0].at], [120, 880_000]);
  },

  async thePlotIsCutWhereTheRouteChanges() {
    const { stretches } = await import("/rates.js");
    const at = (seconds, rate, route) => ({ at: seconds * 1_000, rate, route });
    same(stretches([at(0, 0, "relay"), at(1, 5, "relay"), at(2, 10, "ice")], 100, 10), [
      {
        route: "relay",
        points: [
          [0, 10],
          [50, 5],
        ],
      },
      {
        route: "ice",
        points: [
          [50, 5],
          [100, 0],
        ],
      },
    ]);
    same(stretches([at(0, 0, "relay")], 100, 10), []);
  },

  async filesOfOneNameBecomeTwo() {
    const { joined, things } = await import("/pick.js");
    const file = (path, size = 1) => ({ path, file: { size } });
    const all = joined([file("a.txt")], [file("a.txt"), file("dir/a.txt"), file("dir/b.txt", 4)]);
    same(
      all.map((one) => one.path),
      ["a.txt", "a (2).txt", "dir/a.txt", "dir/b.txt"],
    );
    same(
      things(all).map((one) => [one.name, one.folder, one.files, one.size]),
      [
        ["a.txt", false, 1, 1],
        ["a (2).txt", false, 1, 1],
        ["dir", true, 2, 5],
      ],
    );
  },

  async everyPlaceIsSomewhere() {
    const { place } = await import("/routes.js");
    const none = { node: { accounts: [] } };
    const one = { node: { accounts: [{ id: "x" }] } };
    const before = location.hash;
    const at = (hash, state) => {
      history.replaceState(null, "", hash);
      return place(state).name;
    };
    try {
      same(
        [
          at("#/people", {}),
          at("#/people", none),
          at("#/history", one),
          at("#/people/%E0%A4%A", one),
          at("#/constructor", one),
          at("#", one),
        ],
        ["wait", "welcome", "history", "contact", "people", "people"],
      );
    } finally {
      history.replaceState(null, "", before);
    }
  },

  async everyWordThatIsAskedForIsThere() {
    const { words } = await import("/words.en.js");
    const { known, say } = await import("/words.js");
    same(
      [known("nav.people"), known("nav.constructor"), known("nowhere.at.all")],
      [true, false, false],
    );
    same(
      say("offers.amount", { count: 1, size: "5 B" }) +
        say("offers.amount", { count: 2, size: "5 B" }),
      "1 file, 5 B2 files, 5 B",
    );
    const empty = [];
    const look = (part, path) => {
      if (typeof part === "string") part.trim() || empty.push(path);
      else for (const [key, value] of Object.entries(part)) look(value, `${path}.${key}`);
    };
    look(words, "words");
    same(empty, []);
  },

  async ofTheTabsThatAreHiddenOneHears() {
    const { attend } = await import("/attention.js");
    // Whoever holds the lock, then those who wait for it.
    const queue = [];
    const next = () => queue[0]?.turn().then(() => (queue.shift(), next()));
    const locks = {
      request: (_, { signal }, turn) =>
        new Promise((_, fail) => {
          const one = { turn };
          signal.addEventListener("abort", () => {
            if (queue.indexOf(one) > 0) queue.splice(queue.indexOf(one), 1);
            fail(new Error("aborted"));
          });
          if (queue.push(one) === 1) next();
        }),
    };
    const tabs = [0, 1, 2].map(() => {
      const tab = Object.assign(new EventTarget(), { hidden: false, hears: false });
      attend(
        () => (tab.hears = true),
        () => (tab.hears = false),
        tab,
        locks,
      );
      return tab;
    });
    const turn = async (index, hidden) => {
      tabs[index].hidden = hidden;
      tabs[index].dispatchEvent(new Event("visibilitychange"));
      await new Promise((resolve) => setTimeout(resolve));
      return tabs.map((tab) => tab.hears);
    };
    same(tabs.map((tab) => tab.hears), [true, true, true]);
    same(await turn(0, true), [true, true, true]);
    same(await turn(1, true), [true, false, true]);
    same(await turn(2, true), [true, false, false]);
    same(await turn(0, false), [true, true, false]);
    same(await turn(1, false), [true, true, true]);
  },
};

(async () => {
  const failed = [];
  for (const [name, test] of Object.entries(tests)) {
    try {
      await test();
    } catch (failure) {
      failed.push(`${name}: ${failure.message}`);
    }
  }
  done([Object.keys(tests).length, failed]);
})();
