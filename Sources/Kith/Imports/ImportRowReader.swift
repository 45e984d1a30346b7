import Crypto
import Domain
import Formats
import Outside

/// Makes an arrival of a row of a file, or says what is wrong with it.
struct ImportRowReader: Sendable {
    let header: [String]
    let targets: [ImportTarget]
    let kind: Import.Kind
    let takesNamesAlone: Bool
    let country: Country
    let zone: Zone
    private let phones = PhoneNumbers()
    /// The columns that are taken.
    private let taken: [(column: Int, target: ImportTarget)]

    init(
        header: [String],
        targets: [ImportTarget],
        kind: Import.Kind,
        takesNamesAlone: Bool,
        country: Country,
        zone: Zone
    ) {
        self.header = header
        self.targets = targets
        self.kind = kind
        self.takesNamesAlone = takesNamesAlone
        self.country = country
        self.zone = zone
        taken = targets.enumerated().filter { $0.element != .ignored }.map { ($0.offset, $0.element) }
    }

    func arrival(_ record: CSVRecord) throws(ImportRefusal) -> Arrival {
        if let problem = record.problem {
            throw ImportRefusal(line: record.line, column: problem.column, reason: problem.explanation)
        }
        var arrival = Arrival()
        for (column, target) in taken where !record.cells[column].isEmpty {
            do {
                try take(record.cells[column], as: target, into: &arrival)
            } catch {
                throw ImportRefusal(line: record.line, column: header[column], reason: Phrase(of: error))
            }
        }
        try checkIdentity(of: &arrival, line: record.line)
        return arrival
    }

    /// A row needs something that tells whose it is.
    private func checkIdentity(of arrival: inout Arrival, line: Int) throws(ImportRefusal) {
        switch kind {
        case .members:
            guard arrival.memberID == nil else { return }
            let column = targets.firstIndex(of: .memberID).map { header[$0] }
            throw ImportRefusal(line: line, column: column, reason: "a member needs a member id, and this one has none")
        case .leads:
            guard arrival.identities.isEmpty else { return }
            let names = [ProfileKey.name, ProfileKey.firstName, ProfileKey.lastName]
            guard names.contains(where: { arrival.profile[$0] != nil }) else {
                throw ImportRefusal(line: line, column: nil, reason: "the row has no e-mail, no phone and no name")
            }
            guard takesNamesAlone else {
                throw ImportRefusal(
                    line: line,
                    column: nil,
                    reason:
                        "the row has a name alone; give it an e-mail or a phone, or take such rows with --names-alone"
                )
            }
            arrival.rowDigest = arrival.digest
        }
    }

    private func take(_ cell: String, as target: ImportTarget, into arrival: inout Arrival) throws {
        let text = cell.trimmed
        guard !text.isEmpty else { return }
        switch target {
        case .ignored: break
        case .memberID: arrival.memberID = try MemberID(text)
        case .email:
            let email = try EmailAddress(text)
            arrival.email = email
            arrival.profile[ProfileKey.email] = .text(email.text)
        case .phone(let key):
            let (number, isQualified) = try phone(text)
            arrival.profile[key] = .text(number)
            if key == ProfileKey.mobileNumber {
                arrival.phone = number
                arrival.isPhoneQualified = isQualified
            }
        case .tags:
            for name in text.split(separator: ",") where !name.trimmed.isEmpty {
                arrival.tags.append(try TagName(String(name)))
            }
        case .optOut(let key):
            if try Value.reading(text, as: .boolean, zone: zone) == .boolean(true) {
                arrival.optOuts.insert(key)
            }
        case .history(let key): arrival.history[key] = try key.reading(text, zone: zone)
        case .property(let property):
            let value = try Value.reading(text, as: property.type, options: property.options, zone: zone)
            arrival.profile[property.key] = value
        }
    }

    private func phone(_ text: String) throws -> (number: String, isQualified: Bool) {
        switch phones.read(text, country: country.description) {
        case .number(let number, let isQualified): return (number, isQualified)
        case .refused(let problem): throw problem
        }
    }
}

extension Arrival {
    /// What makes the same row, with a name alone, known again.
    fileprivate var digest: String {
        var hash = SHA256()
        for (key, value) in profile.sorted(by: { $0.key < $1.key }) {
            hash.update(data: Array(JSON.array([.string(key), value.json]).description.utf8))
        }
        return hash.finalize().map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
