/// Keeps the values that were used last, up to a capacity; prepared statements live in one.
///
/// A value is taken out while it is in use, so the same key can be in use twice.
package struct RecentlyUsed<Key: Hashable, Value> {
    private struct Entry {
        let value: Value
        let lastUse: UInt64
    }

    package let capacity: Int
    private var entries: [Key: Entry] = [:]
    private var clock: UInt64 = 0

    package init(capacity: Int) {
        self.capacity = capacity
    }

    package var count: Int { entries.count }

    /// Removes and returns the value of a key, if it is here.
    package mutating func take(_ key: Key) -> Value? {
        entries.removeValue(forKey: key)?.value
    }

    /// Keeps a value and returns the one that had to go for it, for its owner to dispose of.
    ///
    /// That is the key's former value, or else the least recently used one when all places are taken.
    package mutating func put(_ value: Value, for key: Key) -> Value? {
        clock += 1
        if let former = entries.updateValue(Entry(value: value, lastUse: clock), forKey: key) {
            return former.value
        }
        // A scan, for it happens only when a statement was prepared, which costs far more.
        guard entries.count > capacity, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) else {
            return nil
        }
        entries[oldest.key] = nil
        return oldest.value.value
    }

    /// Removes and returns all values.
    package mutating func takeAll() -> [Value] {
        defer { entries = [:] }
        return entries.values.map(\.value)
    }
}
