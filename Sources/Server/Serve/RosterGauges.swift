import Kith

/// What `/metrics` says of rosters.
enum RosterGauges {
    static func gauges(_ figures: RosterFigures) -> [ServeApplication.Gauge] {
        [
            ("kith_rosters", "Organizations whose contacts are in memory.", Double(figures.rosters)),
            ("kith_roster_contacts", "Contacts in memory.", Double(figures.contacts)),
            ("kith_roster_bytes", "Bytes of memory that they take.", Double(figures.bytes)),
            ("kith_roster_merges", "Those that are being merged, which take twice the memory.", Double(figures.merges)),
            (
                "kith_roster_seq_behind", "The most own commits that a roster has yet to take in.",
                Double(figures.behind)
            ),
            ("kith_roster_loads_from_rows", "Rosters read from rows since the start.", Double(figures.loadsFromRows)),
            (
                "kith_roster_loads_from_files", "Rosters read from files since the start.",
                Double(figures.loadsFromFiles)
            ),
        ]
    }
}
