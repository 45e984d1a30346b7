package import Domain
import RosterKernels

/// A roster in a file: a prelude, a table, and runs of memory as they are in columns.
///
/// The prelude has the format and the checksum of the table; the table says what there is, with the checksum of each
/// run. So every byte is covered, and reading is little more than reading memory.
package enum RosterFile {
    /// Goes up whenever columns are made or written in another way, folding included.
    static let format: UInt64 = 1
    static let magic: [UInt8] = Array("KITHRST\n".utf8)
    /// The magic, the format, and the table's length and checksum, 8 bytes each.
    static let preludeBytes = 32

    /// What tells whether a file belongs to a database as it is.
    package struct Heading: Hashable, Sendable {
        package var organization: OrganizationID
        /// The last change that it knows.
        package var seq: Int64
        /// What tells that change from another with the same `seq`.
        package var mark: String
        /// As what the properties of contacts were read.
        package var reading: String

        package init(organization: OrganizationID, seq: Int64, mark: String, reading: String) {
            self.organization = organization
            self.seq = seq
            self.mark = mark
            self.reading = reading
        }
    }

    /// Writes the contacts of a snapshot to a new file, durably. `isWanted` is asked on the way; where it says no, this
    /// throws `unwanted`. Whatever it throws, the file is to be removed by the caller.
    package static func write(
        _ snapshot: RosterSnapshot,
        _ heading: Heading,
        to path: String,
        isWanted: () -> Bool = { true }
    ) throws(RosterFileError) {
        let part = snapshot.onePart
        guard isWanted() else { throw .unwanted }
        var contents = FileContents()
        contents.add(heading)
        part.write(to: &contents)
        contents.add(contents.runs.reduce(0) { $0 + $1.count })
        var file = try FileWriter(creating: path)
        try file.write(prelude(of: contents.table))
        try file.write(contents.table)
        for run in contents.runs {
            for start in stride(from: 0, to: run.count, by: piece) {
                guard isWanted() else { throw .unwanted }
                try file.write(UnsafeRawBufferPointer(rebasing: run[start..<min(run.count, start + piece)]))
            }
        }
        // The runs are memory of the part.
        withExtendedLifetime(part) {}
        try file.finish()
    }

    private static let piece = 4_194_304

    private static func prelude(of table: [UInt8]) -> [UInt8] {
        var prelude = FileContents()
        prelude.add(bytes: magic)
        prelude.add(format)
        prelude.add(table.count)
        prelude.add(kith_checksum(table, table.count))
        return prelude.table
    }
}

/// A file that was opened, whose table is good; the columns are yet to be read.
package struct OpenRosterFile {
    package let heading: RosterFile.Heading
    private let reader: FileContentsReader

    package init(path: String) throws(RosterFileError) {
        let file = try FileReader(path: path)
        var prelude = FileContentsReader(try file.bytes(RosterFile.preludeBytes))
        guard try prelude.bytes(RosterFile.magic.count).elementsEqual(RosterFile.magic) else { throw .damaged }
        guard try prelude.bits() == RosterFile.format else { throw .refused("it is of another version") }
        let length = try prelude.number(upTo: file.rest)
        let checksum = try prelude.bits()
        let table = try file.bytes(length)
        guard kith_checksum(table, table.count) == checksum else { throw .damaged }
        var reader = FileContentsReader(table, file)
        heading = try reader.heading()
        self.reader = reader
    }

    /// Reads the columns, once.
    package func roster(policy: MergePolicy = .usual) throws(RosterFileError) -> Roster {
        var reader = reader
        let part = try Part(reading: &reader)
        try reader.end()
        return Roster(part, seq: heading.seq, policy: policy)
    }
}

extension RosterSnapshot {
    /// The live rows of all parts, merged where there is more than they.
    fileprivate var onePart: Part {
        if parts.count == 1, parts[0].live.count == parts[0].part.rows { return parts[0].part }
        return Part(merging: parts)
    }
}
