// Chrome comes as a package or from the system, never by a download at install time.
module.exports = { skipDownload: true }
