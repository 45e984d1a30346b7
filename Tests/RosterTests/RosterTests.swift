import Testing

@Suite("Roster")
struct RosterTests {}
