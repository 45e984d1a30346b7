import Domain

/// A part of the settings that has a page of its own. A new one is a line in `all`.
struct SettingsArea: Sendable {
    enum Group: String, CaseIterable, Sendable {
        case contacts, organization, trust, operations, account
    }

    let group: Group
    /// The text of its name, and of a sentence on what is set there.
    let title: String
    let hint: String
    /// One of `Scripts/icons.txt`.
    let icon: String
    let link: Link
    /// What all who come here may do, as in the table of routes. Nobody else is shown that it exists.
    let permissions: Set<Permission>

    /// In the order in which they are listed within their groups.
    static let all: [SettingsArea] = [
        .init(.contacts, "properties.title", "properties.hint", icon: "list", .properties, needs: [.manageProperties]),
        .init(.contacts, "tags.title", "tags.hint", icon: "tags", .tags, needs: [.manageTags, .seeContacts]),
        .init(
            .organization,
            "organization.title",
            "organization.hint",
            icon: "building-2",
            .organization,
            needs: [.manageOrganization]
        ),
        .init(
            .organization,
            "subscription.title",
            "subscription.hint",
            icon: "credit-card",
            .subscription(),
            needs: [.manageOrganization]
        ),
        .init(
            .organization,
            "managers.title",
            "managers.hint",
            icon: "users",
            .managers,
            needs: [.manageManagers]
        ),
        .init(.organization, "roles.title", "roles.hint", icon: "shield", .roles, needs: [.manageRoles]),
        .init(.trust, "privacy.title", "privacy.hint", icon: "lock", .privacy, needs: [.managePrivacy]),
        .init(.trust, "audit.title", "audit.hint", icon: "history", .auditLog(AuditState()), needs: [.seeAuditLog]),
        .init(.operations, "api-keys.title", "api-keys.hint", icon: "key-round", .keys, needs: [.manageKeys]),
        .init(
            .operations,
            "operations.title",
            "operations.hint",
            icon: "server",
            .operations,
            needs: [.manageOrganization]
        ),
        .init(.account, "account.title", "account.hint", icon: "user", .account, needs: []),
    ]

    private init(
        _ group: Group,
        _ title: String,
        _ hint: String,
        icon: String,
        _ link: Link,
        needs permissions: Set<Permission>
    ) {
        self.group = group
        self.title = title
        self.hint = hint
        self.icon = icon
        self.link = link
        self.permissions = permissions
    }
}

/// The areas that a manager may see, group by group.
struct SettingsMenu: Sendable {
    struct Group: Sendable {
        let title: String
        let areas: [Area]
    }

    struct Area: Sendable {
        let title: String
        let hint: String
        let icon: String
        let link: String
        let isCurrent: Bool
    }

    let title: String
    let link = Link.settings.path
    let groups: [Group]

    init(in view: View, current: Link) {
        let areas = SettingsArea.all.filter { view.caller.permissions.isSuperset(of: $0.permissions) }
        title = view.words["settings.title"]
        groups = SettingsArea.Group.allCases.compactMap { group in
            let shown = areas.filter { $0.group == group }
            guard !shown.isEmpty else { return nil }
            return Group(
                title: view.words["settings.group.\(group.rawValue)"],
                areas: shown.map { area in
                    Area(
                        title: view.words[area.title],
                        hint: view.words[area.hint],
                        icon: area.icon,
                        link: area.link.path,
                        isCurrent: area.link == current
                    )
                }
            )
        }
    }
}
