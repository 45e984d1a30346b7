/// Places for so many at once; who comes later waits in line.
actor Places {
    private var free: Int
    private var line: [CheckedContinuation<Void, Never>] = []

    init(count: Int) {
        free = count
    }

    func take() async {
        if free > 0 {
            free -= 1
            return
        }
        await withCheckedContinuation { line.append($0) }
    }

    func giveBack() {
        if line.isEmpty {
            free += 1
        } else {
            line.removeFirst().resume()
        }
    }
}

extension Places {
    /// Databases that tests have at once. More only take each other's time, until somebody waits too long for an answer;
    /// and with a database's connections it is well below the 200 of the PostgreSQL server.
    static let ofDatabases = Places(count: 16)
}
